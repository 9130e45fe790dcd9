"""The best of many hits first."""

from __future__ import annotations

from django.db import connection

from library import words
from library.shelf import Shelf, newest

# Those that are about the words come first, then the newest: so many are weighed against each other.
RANKED = 200
# Titles, sections and causes, timeline and actions, comments.
WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
RANK = """
SELECT incident_id, ts_rank('{weights}'::float4[], words, {query}, 1)::float8
FROM (
    SELECT incident_id, words FROM library_writtenwords UNION ALL SELECT incident_id, words FROM library_otherwords
) AS e WHERE incident_id = ANY(%s)
"""


def ranked(here: Shelf, bits: int, strong: int, typed: str, *, most: int = RANKED) -> list[tuple[float, int]]:
    """Rank and slot, best first, of the newest that are about the words, and of as many others as there is room for."""
    slots = newest(bits & strong, most)
    slots += newest(bits & ~strong, most - len(slots))
    if not slots:
        return []
    query, given = words.query(typed)
    statement = RANK.format(weights=WEIGHTS, query=query)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*given, [here.keys[slot] for slot in slots]])
        ranks = dict(cursor.fetchall())
    return sorted(((ranks.get(here.keys[slot], 0.0), slot) for slot in slots), key=lambda row: (-row[0], -row[1]))
