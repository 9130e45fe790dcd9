"""A table of times: which column says when, and what the others say."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.reading.moments import Moment, leading
from exchange.reading.plain import plain
from exchange.reading.tables import Table, table
from exchange.reading.zones import first_in, known

WHEN = re.compile(
    r"\b(?:time|times|timestamp|when|date|day|datetime|zeit|zeitpunkt|uhrzeit|datum|heure|hora|fecha|at)\b", re.I
)
DAY = re.compile(r"\b(?:date|day|datum|tag|jour|fecha)\b", re.I)
WHO = re.compile(r"^(?:who|actor|person|by|responder|user|owner|wer|name|source|team|system|person/system)\b", re.I)
ZONE = re.compile(r"^(?:tz|zone|time ?zone|zeitzone)$", re.I)
LEAST = 0.5


@dataclass(frozen=True)
class Found:
    """(moment, text, who, zone) of each row; no moment where a row says none."""

    rows: list[tuple[Moment | None, str, str, str]]
    zone: str


def table_rows(raw: str, *, day_first: bool | None) -> Found | None:
    """None unless one of its columns says when."""
    found = table(raw)
    when = _columns(found, day_first)
    if not when:
        return None
    who = _named(found, WHO, but=when)
    zone = _named(found, ZONE, but=[*when, *who])
    rows = [_row(cells, found, when, who, zone, day_first) for cells in found.rows]
    return Found(
        rows,
        next((first_in(found.header[at]) for at in when if at < len(found.header) and first_in(found.header[at])), ""),
    )


def _columns(found: Table, day_first: bool | None) -> list[int]:
    """The column of times, after the one of days where they are apart."""
    width = max((len(row) for row in found.rows), default=0)
    shares = [_share(found, at, day_first) for at in range(width)]
    timed = [at for at in range(width) if shares[at][0] >= LEAST]
    dated = [at for at in range(width) if shares[at][1] >= 0.3 and at not in timed[:1]]
    named = [at for at in range(min(width, len(found.header))) if WHEN.search(plain(found.header[at]))]
    if timed:
        first = timed[0]
        day = next((at for at in dated if at < first or (at in named and DAY.search(found.header[at]))), None)
        return [first] if day is None else [day, first]
    both = [at for at in named if at in dated]
    return both[:1] or (dated[:1] if dated and shares[dated[0]][1] >= LEAST else [])


def _share(found: Table, at: int, day_first: bool | None) -> tuple[float, float]:
    """(of the rows, how many have a time here, how many a date)."""
    heads = [leading(plain(row[at]), day_first=day_first) for row in found.rows if row[at].strip()]
    filled = max(len(heads), len(found.rows) // 2, 1)
    times = sum(1 for head in heads if head is not None and head.clock is not None)
    days = sum(1 for head in heads if head is not None and head.found is not None)
    return times / filled, days / filled


def _named(found: Table, pattern: re.Pattern[str], *, but: list[int]) -> list[int]:
    return [at for at, name in enumerate(found.header) if at not in but and pattern.match(plain(name))][:1]


def _row(
    cells: tuple[str, ...], found: Table, when: list[int], who: list[int], zone: list[int], day_first: bool | None
) -> tuple[Moment | None, str, str, str]:
    joined = " ".join(plain(cells[at]) for at in when).strip()
    moment = leading(joined, day_first=day_first) if joined else None
    said = [cells[at] for at in range(len(cells)) if at not in (*when, *who, *zone) and cells[at].strip()]
    # What stands in the column of times beside the time is kept.
    spare = joined[moment.end :].strip() if moment else joined
    text = " — ".join(filter(None, [spare, *said]))
    named = plain(cells[who[0]]) if who else ""
    if not text and named:
        text, named = named, ""
    written = cells[zone[0]].strip() if zone else ""
    return moment, text, named, written if known(written) else ""
