"""Which teams read: of each, how many write-ups at least so many of its people read that none can be told."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from insights.families import between
from insights.scope import Scope
from learning.reads import LEAST as LEAST_READERS

# No number of people: where all but one reader are of a team, it would tell of the one.
_READ_BY = f"""
SELECT t.slug, t.name, count(*) FROM (
    SELECT r.postmortem_id, u.team FROM postmortems_postmortem AS p JOIN incidents_incident AS i ON i.id = p.incident_id
    JOIN learning_read AS r ON r.postmortem_id = p.id CROSS JOIN LATERAL unnest(r.teams) AS u (team)
    WHERE {between("p.published_at")} AND p.published_at >= %(start)s::timestamp AT TIME ZONE 'UTC' AND {{}}
    GROUP BY 1, 2 HAVING count(*) >= {LEAST_READERS}
) AS many JOIN accounts_team AS t ON t.id = many.team GROUP BY 1, 2 ORDER BY 3 DESC, 2
"""  # noqa: S608 (no input in the text)


@dataclass(frozen=True)
class ReadBy:
    slug: str
    team: str
    write_ups: int


def read_by(scope: Scope) -> list[ReadBy]:
    """Of write-ups published in the period: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_READ_BY.format(scope.incidents), scope.params)
        return [ReadBy(*row) for row in cursor.fetchall()]
