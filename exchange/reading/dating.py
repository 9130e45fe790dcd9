"""The day and the time of each entry, where only some of them say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from exchange.reading.dates import dates
from exchange.reading.timeline import Row

# A time this much earlier than the one before it is past midnight; a little earlier is out of order.
OVERNIGHT = timedelta(hours=8)
LEAST_TURNED = 3
FIXED = re.compile(
    r"(?:unless|except|if not|where not|sofern|wenn nicht)\b[^.\n]{0,40}\b(?:noted|stated|specified|mentioned|"
    r"otherwise|anders)\b([^.]{0,120})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Dated:
    """`at` is local to the zone of the text. `doubt` says why the reader should look."""

    at: datetime
    row: Row
    has_time: bool
    doubt: str = ""


def dated(
    rows: Sequence[Row], *, base: date, year: int, preamble: str = "", zero: datetime | None = None
) -> list[Dated]:
    """In the order of the text. Without a date a row is on the day of the one before; `base` is the first day.

    `zero` is what times are counted from where they are counted.
    """
    fixed = fixed_day(preamble, year)
    day, last = fixed or base, None
    found: list[Dated] = []
    for row in rows:
        stated = _stated(row, year, last, day)
        clock = row.moment.at
        if row.moment.elapsed is not None:
            last = (zero or datetime.combine(base, time(0))) + row.moment.elapsed
            found.append(Dated(last, row, True, "" if zero else "Counted from midnight: nothing says when T was."))
            continue
        if stated is not None:
            on, doubt = stated, _order(stated, clock, last)
            day = fixed or stated
        else:
            on, doubt = _follow(day, clock, last)
            day = on if fixed is None else fixed
        at = datetime.combine(on, clock or time(0, 0))
        found.append(Dated(at, row, clock is not None, doubt))
        last = at if clock is not None else last
    return found


def oldest_first(rows: Sequence[Row], year: int) -> list[Row]:
    """Status pages put the newest update on top: turned round where every row is earlier than the one above it."""
    if len(rows) < LEAST_TURNED or any(row.moment.clock is None or row.moment.elapsed is not None for row in rows):
        return list(rows)
    days = [row.moment.on(year) for row in rows]
    if any(days) and not all(days):
        return list(rows)
    at = [(on or date.min, row.moment.at or time(0)) for on, row in zip(days, rows, strict=True)]
    falls = all(later <= before for before, later in pairwise(at)) and at[0] > at[-1]
    return list(reversed(rows)) if falls else list(rows)


def fixed_day(preamble: str, year: int) -> date | None:
    """ "Unless otherwise noted all events happened on 2019-10-21" holds for every row without a date."""
    said = FIXED.search(preamble)
    days = dates(said[1]) if said else []
    return days[0].on(year) if days else None


def _stated(row: Row, year: int, last: datetime | None, day: date) -> date | None:
    found = row.moment.found
    if found is None:
        return None
    on = found.on(year)
    # Without a year, December is followed by January of the next one.
    if on is not None and found.year == 0 and (on - day).days < -200:
        on = found.on(year + 1)
    return on


def _order(on: date, clock: time | None, last: datetime | None) -> str:
    if clock is None or last is None or datetime.combine(on, clock) >= last:
        return ""
    return "Earlier than the entry before it."


def _follow(day: date, clock: time | None, last: datetime | None) -> tuple[date, str]:
    if clock is None or last is None or last.date() != day:
        return day, ""
    at = datetime.combine(day, clock)
    if at >= last:
        return day, ""
    if last - at >= OVERNIGHT:
        return day + timedelta(days=1), "Read as the next day, because the time is earlier than the one before it."
    return day, "Earlier than the entry before it."
