"""Which entries hold the words, of those that somebody may see: one query, with the rights inside it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Any

from django.db import connection

from accounts.models import User
from incidents.references import number_of
from incidents.sight import seen
from library import words

WRITTEN, OTHERS = "library_writtenwords", "library_otherwords"
NUMBERED = "e.incident_id = (SELECT id FROM incidents_incident WHERE number = %s)"
# As bytes: ten thousand keys are read from them at once.
KEYS = "COALESCE(string_agg(int4send(e.incident_id::int), ''::bytea), ''::bytea)"


@dataclass(frozen=True)
class Matches:
    """`strong`: write-ups that are about the words, whoever may see them. `version`: of the newest entry there was."""

    keys: array[int]
    strong: array[int]
    version: int


def matches(user: User, typed: str, *, everything: bool = False, among: list[int] | None = None) -> Matches:
    held, params = _held(typed)
    rights, given = seen(user, "e.incident_id")
    conditions, params = [*held, rights], [*params, *given]
    if among is not None:
        conditions, params = [*conditions, "e.incident_id = ANY(%s)"], [*params, among]
    return _read(conditions, params, typed, (WRITTEN, OTHERS) if everything else (WRITTEN,))


def unguarded(typed: str) -> Matches:
    """Of write-ups, whoever may see them: only to choose of which to ask, under somebody's rights, whether they may."""
    return _read(*_held(typed), typed, (WRITTEN,))


def _held(typed: str) -> tuple[list[str], list[Any]]:
    """Conditions and their parameters."""
    held, given = words.query(typed) if typed else ("", [])
    number: Any = number_of(typed)
    # Asked for in a query of its own, so that its words are looked up in the index however common they are: reading
    # the words of all entries one by one costs more than the planner believes.
    parts = [f"e.words @@ (SELECT {held})"] if held else []
    return ([f"({parts[0]} OR {NUMBERED})"], [*given, number]) if number is not None else (parts, [*given])


def _read(conditions: list[str], params: list[Any], typed: str, tables: tuple[str, ...]) -> Matches:
    condition = " AND ".join(conditions) or "true"
    found = " || ".join(f"(SELECT {KEYS} FROM {table} AS e WHERE {condition})" for table in tables)  # noqa: S608
    params, strong = params * len(tables), "''::bytea"
    if typed:
        held, given = words.query(typed)
        strong = f"(SELECT {KEYS} FROM {WRITTEN} AS e WHERE e.about @@ (SELECT {held}))"  # noqa: S608
        params += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {found}, {strong}, (SELECT max(version) FROM library_entry)", params)  # noqa: S608
        keys, about, version = cursor.fetchone()
    return Matches(_numbers(keys), _numbers(about), version or 0)


def _numbers(sent: bytes) -> array[int]:
    keys: array[int] = array("i", bytes(sent))
    keys.byteswap()
    return keys
