"""A team's honest numbers of the last 90 days, with their n."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from accounts.models import Team

PERIOD = timedelta(days=90)

# Actions whose deadline fell in the period and that were not dropped; write-ups first published in it, from the
# all-clear of their incident.
SQL = """
SELECT promised.on_time, promised.n, published.median_hours, published.n
FROM (
    SELECT count(*) FILTER (WHERE state = 'done' AND (closed_at AT TIME ZONE 'UTC')::date <= due_on) AS on_time,
           count(*) AS n
    FROM actions_action
    WHERE team_id = %(team)s AND due_on > %(since)s AND due_on <= %(until)s
      AND state <> 'dropped' AND clock_started_at IS NOT NULL
) promised, (
    SELECT percentile_cont(0.5) WITHIN GROUP (
               ORDER BY extract(epoch FROM p.published_at - i.resolved_at) / 3600
           ) AS median_hours,
           count(*) AS n
    FROM postmortems_postmortem p
    JOIN incidents_incident i ON i.id = p.incident_id
    JOIN incidents_incident_teams t ON t.incident_id = i.id
    WHERE t.team_id = %(team)s AND p.published_at > %(since)s AND p.published_at < %(until)s + interval '1 day'
      AND i.resolved_at IS NOT NULL AND p.published_at >= i.resolved_at
) published
"""


@dataclass(frozen=True)
class TeamFigures:
    """Numbers without their n do not exist here: where an n is 0, the number beside it means nothing."""

    team: Team
    on_time: int
    due: int
    hours_to_publish: int
    published: int

    @property
    def on_time_percent(self) -> int:
        return round(100 * self.on_time / self.due) if self.due else 0


def team_figures(team: Team, *, on: date) -> TeamFigures:
    """One query: actions done by their deadline of those due, and the median hours to publish, over 90 days."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"team": team.pk, "since": on - PERIOD, "until": on})
        on_time, due, median, published = cursor.fetchone() or (0, 0, None, 0)
    return TeamFigures(team, on_time, due, round(median or 0), published)
