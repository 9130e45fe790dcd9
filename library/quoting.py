"""The places of a hit that hold the words, with the words marked; of a page of hits, one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from library import words
from library.marking import START, STOP

PLACES = 3

PLACES_OF = """
WITH asked AS (SELECT {some} AS query)
SELECT e.id, {title}, p.label, p.anchor, p.quoted, p.total
FROM unnest(%s::bigint[]) WITH ORDINALITY AS e (id, number)
CROSS JOIN asked JOIN library_entry AS entry ON entry.incident_id = e.id
LEFT JOIN LATERAL (
    SELECT number, label, anchor, total, {quoted} AS quoted FROM (
        SELECT label, anchor, text, count(*) OVER () AS total, row_number() OVER (ORDER BY {order}) AS number
        FROM library_passage WHERE entry_id = e.id AND {condition} ORDER BY {order} LIMIT {most}
    ) AS best
) AS p ON true
ORDER BY e.number, p.number
"""
MARKED = f"ts_headline('english', {{}}, asked.query, 'StartSel={START}, StopSel={STOP}, HighlightAll=true')"


@dataclass(frozen=True)
class Place:
    label: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Quoted:
    """`title` and texts have what was found between START and STOP; `total` counts the places there are."""

    title: str
    total: int
    places: list[Place] = field(default_factory=list)


def quoted(keys: Sequence[int], typed: str) -> dict[int, Quoted]:
    """With the places that hold the words; without words, with how the write-up begins."""
    if not keys:
        return {}
    some, given = words.some(typed)
    statement = PLACES_OF.format(
        some=some,
        title=MARKED.format("entry.title") if typed else "entry.title",
        quoted=MARKED.format("text") if typed else "text",
        order="ts_rank(words, asked.query) DESC, place" if typed else "place",
        condition="words @@ asked.query" if typed else "true",
        most=PLACES if typed else 1,
    )
    found: dict[int, Quoted] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, list(keys)])
        for key, title, label, anchor, text, total in cursor.fetchall():
            hit = found.setdefault(key, Quoted(title, total or 0 if typed else 0))
            if label is not None:
                hit.places.append(Place(label, anchor, text))
    return found
