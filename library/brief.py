"""Hits while somebody types: what each is called, and the first place that holds the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from accounts.models import User
from incidents.sight import few_seen
from library import words
from library.cards import address

FIRST = """
WITH asked AS (SELECT {some} AS query)
SELECT entry.title, i.number, EXISTS(SELECT FROM postmortems_postmortem WHERE incident_id = i.id), p.label
FROM unnest(%s::bigint[]) WITH ORDINALITY AS e (id, place)
CROSS JOIN asked
JOIN incidents_incident AS i ON i.id = e.id
JOIN library_entry AS entry ON entry.incident_id = e.id
CROSS JOIN LATERAL (
    SELECT label FROM library_passage WHERE entry_id = e.id AND words @@ asked.query
    ORDER BY ts_rank(words, asked.query) DESC, place LIMIT 1
) AS p
WHERE {rights}
ORDER BY e.place
"""


@dataclass(frozen=True)
class Brief:
    title: str
    code: str
    href: str
    label: str


def briefly(keys: Sequence[int], typed: str, user: User) -> list[Brief]:
    """One query, in the order of the keys. Whoever lost sight of an incident meanwhile does not get it."""
    if not keys:
        return []
    (some, given), (rights, params) = words.some(typed), few_seen(user, "i.id")
    with connection.cursor() as cursor:
        cursor.execute(FIRST.format(some=some, rights=rights), [*given, list(keys), *params])
        return [
            Brief(title, f"INC-{number}", address(f"INC-{number}", is_written_up=written), label)
            for title, number, written, label in cursor.fetchall()
        ]
