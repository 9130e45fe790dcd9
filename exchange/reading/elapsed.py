"""Times that are counted from a beginning: "T+12m", "T+1h05m", "T-5 min", "+00:14"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from exchange.reading.clocks import clocks
from exchange.reading.dates import dates

COUNTED = re.compile(
    r"^[\s*_`\[(]*T\s?(?P<sign>[+\-−–])\s?(?:(?P<d>\d{1,3})\s?d(?:ays?)?\s?)?(?:(?P<h>\d{1,3})\s?h(?:(?:ou)?rs?)?\s?)?"
    r"(?:(?P<m>\d{1,4})\s?(?:m(?:in(?:ute)?s?)?)?\s?)?(?:(?P<s>\d{1,4})\s?s(?:ec(?:ond)?s?)?)?"
    r"(?P<c>:\d{2}(?::\d{2})?)?(?!\w|:\d)[*_`\])]*[\s:–—|-]*",
    re.IGNORECASE,
)
ZERO = re.compile(r"^[\s*_`\[(]*T(?:\s?=\s?|\s?[+]?\s?)0(?![\w:.])[*_`\])]*[\s:–—|-]*", re.IGNORECASE)
BEGIN = re.compile(r"\bT\s?(?:[+=-]\s?)?(?:0|zero)\b[^\n\d]{0,30}([^\n]{4,60})", re.IGNORECASE)


def counted(line: str) -> tuple[timedelta, int] | None:
    """(how long after the beginning, where it ends)."""
    if zero := ZERO.match(line):
        return timedelta(0), zero.end()
    found = COUNTED.match(line)
    if found is None or not any(found[name] for name in "dhms"):
        return None
    given = {name: int(found[name] or 0) for name in "dhms"}
    if found["c"]:
        # "T+1:30" is hours and minutes.
        parts = [given["m"], *(int(each) for each in found["c"][1:].split(":"))]
        given |= dict(zip("hms", [*parts, 0][:3], strict=True))
    length = timedelta(days=given["d"], hours=given["h"], minutes=given["m"], seconds=given["s"])
    return (length if found["sign"] == "+" else -length), found.end()


def beginning(text: str, on: date | None, *, day_first: bool | None) -> datetime | None:
    """When T is, where the text says so."""
    for found in BEGIN.finditer(text):
        days, times = dates(found[1], day_first=day_first), clocks(found[1])
        times = [each for each in times if not any(day.start <= each.start < day.end for day in days)]
        day = days[0].on(on.year if on else 0) if days else on
        if day and times:
            return datetime.combine(day, times[0].at)
    return None
