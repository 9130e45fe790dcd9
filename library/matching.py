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
    held, given = words.query(typed) if typed else ("", [])
    conditions, params = _conditions(user, held, given, number=number_of(typed))
    if among is not None:
        conditions, params = [*conditions, "e.incident_id = ANY(%s)"], [*params, among]
    tables = (WRITTEN, OTHERS) if everything else (WRITTEN,)
    found = " || ".join(f"(SELECT {KEYS} FROM {table} AS e WHERE {' AND '.join(conditions)})" for table in tables)  # noqa: S608
    params *= len(tables)
    strong = "''::bytea"
    if held:
        strong = f"(SELECT {KEYS} FROM {WRITTEN} AS e WHERE e.about @@ (SELECT {held}))"  # noqa: S608
        params += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {found}, {strong}, (SELECT max(version) FROM library_entry)", params)  # noqa: S608
        keys, about, version = cursor.fetchone()
    return Matches(_read(keys), _read(about), version or 0)


def _conditions(user: User, held: str, given: list[Any], *, number: int | None = None) -> tuple[list[str], list[Any]]:
    rights, params = seen(user, "e.incident_id")
    # Asked for in a query of its own, so that its words are looked up in the index however common they are: reading
    # the words of all entries one by one costs more than the planner believes.
    parts = [f"e.words @@ (SELECT {held})"] if held else []
    if number is not None:
        parts, given = [f"({parts[0]} OR {NUMBERED})"], [*given, number]
    return [*parts, rights], [*given, *params]


def _read(sent: bytes) -> array[int]:
    keys: array[int] = array("i", bytes(sent))
    keys.byteswap()
    return keys
