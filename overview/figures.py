"""A team's honest numbers of the last 90 days, with their n."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from django.db import connection

from accounts.models import Team

PERIOD = timedelta(days=90)


class TeamFigures:
    """Both figures come from one query each and are None while there is nothing to count."""

    def __init__(self, team: Team, *, on: date) -> None:
        self.team, self.since, self.until = team, on - PERIOD, on

    @cached_property
    def by_deadline(self) -> tuple[int, int]:
        """(per cent, n): of the actions whose deadline fell in the period, how many were done by it."""
        on_time, n = self._one(
            """
            SELECT count(*) FILTER (WHERE state = 'done' AND (closed_at AT TIME ZONE 'UTC')::date <= due_on), count(*)
            FROM actions_action
            WHERE team_id = %s AND due_on > %s AND due_on <= %s AND state <> 'dropped' AND clock_started_at IS NOT NULL
            """
        )
        return (round(100 * (on_time or 0) / n) if n else 0, n or 0)

    @cached_property
    def hours_to_publish(self) -> tuple[int, int]:
        """(median hours from the all-clear to publication, n) of write-ups published in the period."""
        median, n = self._one(
            """
            SELECT percentile_cont(0.5) WITHIN GROUP (
                       ORDER BY extract(epoch FROM p.published_at - i.resolved_at) / 3600
                   ), count(*)
            FROM postmortems_postmortem p
            JOIN incidents_incident i ON i.id = p.incident_id
            JOIN incidents_incident_teams t ON t.incident_id = i.id
            WHERE t.team_id = %s AND p.published_at > %s AND p.published_at < %s + interval '1 day'
              AND i.resolved_at IS NOT NULL AND p.published_at >= i.resolved_at
            """
        )
        return (round(median or 0), n or 0)

    def _one(self, sql: str) -> tuple[float | None, int | None]:
        with connection.cursor() as cursor:
            cursor.execute(sql, [self.team.pk, self.since, self.until])
            row = cursor.fetchone()
        return row if row else (None, None)
