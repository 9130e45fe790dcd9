"""Whose the actions of a text are, where nothing says "owner": by how its items begin and end, taken together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from exchange.reading.dates import dates
from exchange.reading.plain import plain
from exchange.reading.promise import Promise
from exchange.reading.tails import WORD, Tail, is_name, tail

BOLD = re.compile(rf"^\*\*@?({WORD}(?:\s{WORD}){{0,2}}):?\*\*\s*(?:[–—:-]|to\b)\s*", re.UNICODE)
TO = re.compile(rf"^({WORD}(?:\s{WORD}){{1,2}})\s+(?:to|will|shall|should)\s+(?=[a-z])")
COLON = re.compile(rf"^({WORD}(?:\s{WORD}){{0,2}}|@?[a-z][\w.-]{{1,30}}):\s+(?=[a-z])")
DOES = r"(?:finds?|found|joins?|joined|sees?|saw|starts?|started|pages?|paged|reproduces?|pauses?|looks?|calls?|called)"
# Of the items of a text, as many must end alike before a name without a date counts.
MOST_SHARE = 2 / 3


def settled(rows: Sequence[Promise], text: str, *, day_first: bool | None) -> list[Promise]:
    """The same actions, with the owners and deadlines that were found."""
    ends = [tail(plain(row.text.split("\n\n")[0]), day_first=day_first) for row in rows]
    sure = {end.owner for end in ends if end and end.is_sure} | {row.owner for row in rows if row.owner}
    is_manner = len(rows) > 1 and sum(1 for end in ends if end and end.owner) >= MOST_SHARE * len(rows)
    found = [
        _with(row, end) if end and (_stands(end, sure, text) or is_manner) else row
        for row, end in zip(rows, ends, strict=True)
    ]
    return _begun(found, text)


def _stands(end: Tail, sure: set[str], text: str) -> bool:
    return end.is_sure or not end.owner or end.owner in sure or is_somebody(end.owner, text)


def is_somebody(name: str, text: str) -> bool:
    """Whether the text speaks of them elsewhere as of a person: in the midst of a sentence, or as who did something."""
    first = re.escape(name.lstrip("@").split(",")[0])
    return bool(re.search(rf"@{first}\b|\b(?:by|asks?|told|paged|with|lead:|IC:)\s{first}\b|\b{first}\s{DOES}\b", text))


def _with(row: Promise, end: Tail) -> Promise:
    words = plain(row.text.split("\n\n")[0])
    cut = words[end.start :].strip()
    title = row.title
    if cut and title.rstrip(" .").endswith(cut.rstrip(" .")):
        title = title.rstrip(" .")[: -len(cut.rstrip(" ."))].rstrip(" ,;:–—-.")
    return replace(
        row,
        title=title if len(title) > 3 else row.title,
        owner=row.owner or end.owner,
        due=row.due or end.due,
        due_words=row.due_words or ("" if row.due else end.due_words),
    )


def _begun(rows: Sequence[Promise], text: str) -> list[Promise]:
    """ "**Ana** – write it down", "Ana Bauer to write it down": where one of them is known, all of them are names."""
    heads = [None if row.owner else BOLD.match(row.text) or _plain_head(plain(row.text)) for row in rows]
    names = [head[1] if head and is_name(head[1]) else "" for head in heads]
    are_all = len(rows) > 1 and all(names) and any(row.due or row.due_words for row in rows)
    spoken = any(name and (is_somebody(name, text) or _is_full(head)) for name, head in zip(names, heads, strict=True))
    if not are_all and not spoken:
        return list(rows)
    return [_headed(row, name) if name else row for row, name in zip(rows, names, strict=True)]


def _plain_head(words: str) -> re.Match[str] | None:
    return TO.match(words) or COLON.match(words)


def _is_full(head: re.Match[str] | None) -> bool:
    """Two names before "to" and a verb."""
    return head is not None and head.re is TO


def _headed(row: Promise, name: str) -> Promise:
    whole = plain(row.text.split("\n\n")[0])
    rest = re.sub(rf"^{re.escape(name)}\s*[–—:-]?\s*(?:to\s+)?", "", whole)
    return replace(row, owner=name, title=f"{rest[:1].upper()}{rest[1:]}"[:200] if len(rest) > 8 else row.title)


def with_years(rows: Sequence[Promise], on: date | None) -> tuple[list[Promise], int]:
    """Deadlines that name a day without a year are in the year that follows the incident; how many there were."""
    if on is None:
        return list(rows), 0
    made = [_in_year(row, on) for row in rows]
    return made, sum(1 for before, after in zip(rows, made, strict=True) if before.due != after.due)


def _in_year(row: Promise, on: date) -> Promise:
    days = [] if row.due or not row.due_words else dates(row.due_words)
    if len(days) != 1 or days[0].year:
        return row
    due = next((day for year in (on.year, on.year + 1) if (day := days[0].on(year)) and day >= on), None)
    return replace(row, due=due) if due else row
