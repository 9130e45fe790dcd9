"""Titles that only name the kind of paper, and what is the title then."""

from __future__ import annotations

import re
from collections.abc import Sequence

from exchange.reading.blocks import Block
from exchange.reading.facts import pairs
from exchange.reading.meaning import meaning
from exchange.reading.plain import plain

MOST_TITLE = 120
TITLED = ("title", "incident title", "incident name", "subject", "titel", "titre", "título", "name")
_KIND_OF_PAPER = (
    "incident incidents outage event post mortem postmortem report review root cause analysis rca pir",
    "retrospective problem major after action form template production service the an a of for record document",
    "writeup write up technical final and bericht vorfall störung rapport compte rendu informe incidente",
)
KIND_OF_PAPER = frozenset(word for line in _KIND_OF_PAPER for word in line.split())


def names_paper(words: str) -> bool:
    """ "Postmortem: …" is the title of one, though "postmortem" alone is the name of a part."""
    kind, *rest = re.split(r":\s+|\s[-–—|]\s", plain(words), maxsplit=1)
    return bool(rest) and is_generic(kind) and bool(rest[0].strip())


def is_generic(title: str) -> bool:
    """ "Incident Report" says what kind of paper it is, and not which."""
    return all(word in KIND_OF_PAPER for word in re.findall(r"\w+", title.lower()))


def field_title(rows: Sequence[Block]) -> str:
    """What a field of the name "title" says."""
    found = (value for name, value in pairs(rows) if name in TITLED and 3 < len(value) <= MOST_TITLE)
    return next(found, "")


def told(rows: list[Block], heading: Block, title: str) -> tuple[str, list[Block]]:
    """(a title that says more, the rows without it): a field of that name, or the heading right below."""
    at = rows.index(heading)
    if named := field_title(rows[at + 1 : at + 6]):
        return named, rows
    below = rows[at + 1] if at + 1 < len(rows) else None
    if below is not None and below.kind == "heading" and below.level > heading.level and not meaning(below.words):
        deeper = [each for each in rows[at + 2 :] if each.kind == "heading" and each.words]
        if deeper and all(each.level > below.level for each in deeper):
            return plain(below.words), [row for row in rows if row is not below]
    return title, rows
