"""The best of many hits first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import connection

from accounts.models import User
from incidents.sight import few_seen
from library import words
from library.models.words import EVERY_ENTRY
from library.shelf import Shelf, newest

# Those that are about the words come first, then the newest: so many are weighed against each other.
RANKED = 200
# Titles, sections and causes, timeline and actions, comments.
WEIGHTS = "{0.1, 0.2, 0.5, 1.0}"
RANK = f"""
SELECT incident_id, ts_rank('{{weights}}'::float4[], words, {{query}}, 1)::float8
FROM {EVERY_ENTRY} AS e WHERE incident_id = ANY(%s) AND {{rights}}
"""  # noqa: S608 (no input in the text)
# While somebody types, so many are looked at for each that is wanted; ten times as many when too few may be seen.
AT_FIRST, FURTHER = 10, 10


def ranked(here: Shelf, bits: int, strong: int, typed: str) -> list[tuple[float, int]]:
    """Rank and slot, best first, of the newest that are about the words, and of as many others as there is room for."""
    slots = _chosen(bits, strong, RANKED)
    ranks = _ranks(here, slots, typed, "true", [])
    return _sorted((ranks.get(here.keys[slot], 0.0), slot) for slot in slots)


def best(here: Shelf, bits: int, strong: int, typed: str, *, user: User, most: int) -> list[int]:
    """The best few slots of those that this person may see, whoever may see the others; seldom more than one query."""
    rights, params = few_seen(user, "e.incident_id")
    found: list[tuple[float, int]] = []
    looked_at = most * AT_FIRST
    while bits and len(found) < most:
        slots = _chosen(bits, strong, looked_at)
        ranks = _ranks(here, slots, typed, rights, params)
        found += _sorted((ranks[key], slot) for slot in slots if (key := here.keys[slot]) in ranks)
        for slot in slots:
            bits &= ~(1 << slot)
        looked_at *= FURTHER
    return [slot for _, slot in found[:most]]


def _chosen(bits: int, strong: int, most: int) -> list[int]:
    slots = newest(bits & strong, most)
    return slots + newest(bits & ~strong, most - len(slots))


def _ranks(here: Shelf, slots: list[int], typed: str, rights: str, params: list[Any]) -> dict[int, float]:
    """By the key of the entry."""
    if not slots:
        return {}
    query, given = words.query(typed)
    with connection.cursor() as cursor:
        statement = RANK.format(weights=WEIGHTS, query=query, rights=rights)
        cursor.execute(statement, [*given, [here.keys[slot] for slot in slots], *params])
        return dict(cursor.fetchall())


def _sorted(rows: Iterable[tuple[float, int]]) -> list[tuple[float, int]]:
    return sorted(rows, key=lambda row: (-row[0], -row[1]))
