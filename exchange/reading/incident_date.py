"""On which day it happened, by what says so best."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from exchange.reading.dates import Found, dates
from exchange.reading.dating import fixed_day
from exchange.reading.timeline import Row

# Words before a date that make it the paper's, not the incident's.
OF_THE_PAPER = re.compile(
    r"\b(?:published|posted|written|updated|modified|created|printed|reviewed|rev ?date|approved|drafted|issued|"
    r"revised|prepared|version|veröffentlicht|erstellt|publié|publicado)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)

MOST_BYLINE = 60
MOST_LATER = 45
SPAN = re.compile(r"\b(?:between|from|since|zwischen|vom|entre|du)\s+(?:[^\W\d]\w{2,8},?\s+)?$", re.IGNORECASE)
UNTIL = re.compile(
    r"[^\n.;]{0,25}?\b(?:and|until|till|to|through|und|bis|et|au)\s+(?:about|around|roughly)?[^\n.;]{0,16}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Told:
    on: date | None
    source: str
    doubt: str = ""


@dataclass(frozen=True)
class Places:
    """The texts in which a date may stand, the most telling first."""

    facts: dict[str, str]
    title: str
    head: str
    text: str
    name: str
    front: str
    rows: Sequence[Row]
    preamble: str = ""
    opening: str = ""


def incident_date(places: Places, *, day_first: bool | None) -> Told:
    year = _year(places, day_first)
    if found := _of_fields(places.facts, day_first):
        return _told(found, year, "a field")
    if (found := _first(places.title, day_first)) and (found.year or year):
        return _earlier(places, found, year) or _told(found, year, "the title")
    if on := fixed_day(places.head, year):
        return Told(on, "the timeline")
    if found := _from_until(places, year, day_first):
        return _told(found, year, "the text")
    stated = [each for row in places.rows if (each := row.moment.found) is not None]
    if on := _most(places.rows, year, _byline_day(places, day_first)):
        return Told(on, "the timeline", _swapped(stated) or _elsewhere(places, on, day_first))
    above = [each for each in dates(places.preamble, day_first=day_first) if each.year]
    if len(above) == 1 and not OF_THE_PAPER.search(places.preamble[: above[0].start]):
        return _told(above[0], year, "the timeline")
    return _in_words(places, year, day_first)


def _in_words(places: Places, year: int, day_first: bool | None) -> Told:
    """The first date of the text that the file's name or the front matter confirms, else the first one before it."""
    byline = _byline(places.head, day_first)
    beyond = _first(places.front, day_first) or _first(_spaced(places.name), day_first) or _first(byline, day_first)
    known = beyond.on() if beyond else None
    whole = f"{places.head}\n\n{places.text}"
    whole = whole.replace(byline, " " * len(byline)) if byline else whole
    said = [each for each in dates(whole, day_first=day_first) if each.on(year)]
    said = [each for each in said if not OF_THE_PAPER.search(whole[max(0, each.start - 60) : each.start])] or said
    if known and any(each.on(year) == known for each in said):
        return Told(known, "the front matter" if places.front else "the file name")
    for each in said:
        on = each.on(year)
        if on and (known is None or 0 <= (known - on).days < 120):
            return _told(each, year, "the text")
    if known:
        return Told(known, "the front matter" if _first(places.front, day_first) else "the file name")
    return _told(said[0], year, "the text") if said else Told(None, "")


def _of_fields(facts: dict[str, str], day_first: bool | None) -> Found | None:
    """A start that names its day with the year says more than a date, which may be that of the paper."""
    on, start = _first(facts.get("date", ""), day_first), _first(facts.get("started", ""), day_first)
    return start if start and (start.year or not on) else on


def _earlier(places: Places, titled: Found, year: int) -> Told | None:
    """A title may name the day of the paper: the timeline's, where most of it is of a day in the weeks before."""
    on, begun = titled.on(year), _most(places.rows, year)
    days = [day for row in places.rows if (day := row.moment.on(year))]
    if on is None or begun is None or not 0 < (on - begun).days < MOST_LATER or days.count(begun) <= days.count(on) + 1:
        return None
    return Told(begun, "the timeline", f"The title says {on:%-d %B %Y}; most of the timeline is of {begun:%-d %B %Y}.")


def _from_until(places: Places, year: int, day_first: bool | None) -> Found | None:
    """ "Between 3 and 9 May …", "from 2023-11-08 until 2023-11-13", where a text says at its head how long it was."""
    words = places.opening
    days = dates(words, day_first=day_first)
    for begin, end in pairwise(days):
        is_range = SPAN.search(words[: begin.start]) and UNTIL.fullmatch(words[begin.end : end.start])
        first, last = begin.on(year or end.year), end.on(year)
        if is_range and first and last and first < last and (begin.year or end.year or year):
            return begin if begin.year else replace(begin, year=end.year or year)
    return None


def _byline(head: str, day_first: bool | None) -> str:
    """A line near the top with a date and next to nothing else: when it was written, if another day is told of."""
    for line in head.split("\n")[:4]:
        found = dates(line, day_first=day_first)
        if len(found) == 1 and found[0].year and ":" not in line and len(line) - len(found[0].written) < MOST_BYLINE:
            return line
    return ""


def _byline_day(places: Places, day_first: bool | None) -> date | None:
    found = _first(_byline(places.head, day_first), day_first)
    return found.on() if found else None


def _most(rows: Sequence[Row], year: int, rather: date | None = None) -> date | None:
    """The day of most entries; of several, `rather`, else the first."""
    days = [on for row in rows if (on := row.moment.on(year))]
    counted = Counter(days)
    return max(counted, key=lambda on: (counted[on], on == rather, -days.index(on))) if counted else None


def _elsewhere(places: Places, on: date, day_first: bool | None) -> str:
    """The file and its front matter may be of the day of publication, but hardly of another month before it."""
    for name, words in (("front matter", places.front), ("file name", _spaced(places.name))):
        found = _first(words, day_first)
        said = found.on() if found else None
        if said and not -1 <= (said - on).days <= 45:
            return f"The {name} says {said:%-d %B %Y}; the timeline is of {on:%-d %B %Y}."
    return ""


def _told(found: Found, year: int, source: str) -> Told:
    doubt = "" if found.year or not year else f"“{found.written}” names no year; {year} stands elsewhere in the text."
    return Told(found.on(year), source, _swapped([found]) or doubt)


def _swapped(found: Sequence[Found]) -> str:
    each = next((each for each in found if each.swapped), None)
    if each is None:
        return ""
    on, other = each.on(), each.swapped
    assert on is not None and other is not None
    return f"“{each.written}” can be {on:%-d %B} or {date(2000, *other):%-d %B}; it is read as {on:%-d %B %Y}."


def _year(places: Places, day_first: bool | None) -> int:
    """A year for dates that name none."""
    for words in (
        places.title,
        places.facts.get("date", ""),
        places.front,
        _spaced(places.name),
        places.head,
        places.text,
    ):
        if found := next((each.year for each in dates(words, day_first=day_first) if each.year), 0):
            return found
    plain_year = re.search(r"\b(20[0-4]\d)\b", f"{places.title} {places.name} {places.head}")
    return int(plain_year[1]) if plain_year else 0


def front_date(facts: dict[str, str], *, day_first: bool | None) -> date | None:
    """On which day the text says it was published."""
    found = _first(facts.get("published", "") or facts.get("front.date", ""), day_first)
    return found.on() if found else None


def year_of(places: Places, *, day_first: bool | None) -> int:
    return _year(places, day_first)


def _first(words: str, day_first: bool | None) -> Found | None:
    found = dates(words, day_first=day_first)
    return next((each for each in found if each.year), found[0] if found else None)


def _spaced(name: str) -> str:
    return re.sub(r"[_/]+", " ", re.sub(r"(\d)T\d.*$", r"\1", name))
