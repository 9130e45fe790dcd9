"""When a line says something happened: a date, a time, or both, at its head or in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from exchange.reading.clocks import Clock, clocks
from exchange.reading.dates import Found, dates
from exchange.reading.elapsed import counted
from exchange.reading.weekdays import WEEKDAYS
from exchange.reading.zones import ZONE, known

# What may stand before, between and after a date and a time at the head of a line.
SYMBOLS = "\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff"
WEEKDAY = r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?,?\s+)?"
BEFORE = re.compile(
    rf"(?:[\s*_`~\[({{<>|\"'≈:#/.{SYMBOLS}-]|:[a-z][a-z0-9_+-]{{1,30}}:)*"
    r"(?:(?:at|on|around|about|approx\.?|approximately|circa|ca\.?|c\.|by|from|between|gegen|"
    r"um|ab|kl\.?|klo|alle|às|a las|o godz\.?|"
    r"since|roughly|just (?:after|before)|~)\s+)*"
    rf"{WEEKDAY}[\s*_`~\[(≈]*",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    rf"[\s,]*{WEEKDAY}"
    r"[\s*_`,T@\-–—|:;()\[\]~≈]*(?:(?:at|around|about|approx\.?|um|gegen|ca\.?|à|a las|on|am)\s+)?[\s*_`~≈(\[]*"
)
RANGE = re.compile(r"\s*(?:-|–|—|→|->|to|until|till|bis|through|and)\s*", re.IGNORECASE)
NAMED_ZONE = re.compile(rf"\s*[(\[]\s*({ZONE})\s*[)\]]")
AFTER = re.compile(r"[\s*_`~)\]}>|\"'≈]*(?:[:\-–—|,;→=]+|--+)?[\s*_`]*")


@dataclass(frozen=True)
class Moment:
    """`start` and `end` are where it stands; what it does not say is None or empty.

    `elapsed` is counted from a beginning that stands elsewhere: the clock says nothing then.
    """

    start: int
    end: int
    found: Found | None
    clock: Clock | None
    until: Clock | None = None
    elapsed: timedelta | None = None

    @property
    def at(self) -> time | None:
        return self.clock.at if self.clock else None

    @property
    def zone(self) -> str:
        """A range names its zone behind its end."""
        return (self.clock.zone if self.clock else "") or (self.until.zone if self.until else "")

    def on(self, year: int) -> date | None:
        return self.found.on(year) if self.found else None


def leading(line: str, *, day_first: bool | None = None) -> Moment | None:
    """The date, the time or both that a line begins with."""
    if since := counted(line):
        return Moment(0, since[1], None, Clock(0, since[1], time(0)), elapsed=since[0])
    begin = BEFORE.match(line)
    at = begin.end() if begin else 0
    days, times = dates(line, day_first=day_first), clocks(line)
    # What is inside a date is no time.
    times = [each for each in times if not any(day.start <= each.start < day.end for day in days)]
    day = next((each for each in days if each.start <= at and at <= each.end or each.start == at), None)
    clock = next((each for each in times if each.start == at), None)
    if day is None and clock is None:
        weekday = next((each for each in days if line[: each.start].strip(" *_`[(,").lower() in WEEKDAYS), None)
        if weekday is None:
            return None
        day = weekday
    if day is not None:
        clock = _next_to(line, day.end, times)
        return _ranged(line, day.start, day, clock, times)
    assert clock is not None
    # "10:30 UTC, 4 March 2021: …"
    after = next((each for each in days if BETWEEN.fullmatch(line, clock.end, each.start)), None)
    if after is not None and not (after.year == 0 and after.start - clock.end > 4):
        end = after.end
        if (named := NAMED_ZONE.match(line, end)) and known(named[1]):
            clock, end = replace(clock, zone=clock.zone or named[1]), named.end()
        return Moment(clock.start, _past(line, end), after, clock)
    return _ranged(line, clock.start, None, clock, times)


def _next_to(line: str, end: int, times: list[Clock]) -> Clock | None:
    return next((each for each in times if each.start >= end and BETWEEN.fullmatch(line, end, each.start)), None)


def _ranged(line: str, start: int, day: Found | None, clock: Clock | None, times: list[Clock]) -> Moment:
    if clock is None:
        assert day is not None
        return Moment(start, _past(line, day.end), day, None)
    until = next(
        (each for each in times if each.start > clock.end - 1 and RANGE.fullmatch(line, clock.end, each.start)), None
    )
    return Moment(start, _past(line, (until or clock).end), day, clock, until)


def _past(line: str, end: int) -> int:
    after = AFTER.match(line, end)
    return after.end() if after else end


def within(line: str, *, day_first: bool | None = None) -> Moment | None:
    """A date with a time anywhere in a short line, as in "First detected 2022-01-22 11:57"; or a time at its end."""
    days, times = dates(line, day_first=day_first), clocks(line)
    for day in days:
        if clock := _next_to(line, day.end, times):
            return Moment(day.start, clock.end, day, clock)
        if before := next((each for each in times if BETWEEN.fullmatch(line, each.end, day.start)), None):
            return Moment(before.start, day.end, day, before)
    if times and re.fullmatch(r"[\s.*_`)\]]*", line[times[-1].end :]):
        return Moment(times[-1].start, times[-1].end, None, times[-1])
    if len(days) == 1 and not times and re.fullmatch(r"[\s.*_`)\]]*", line[days[0].end :]):
        return Moment(days[0].start, days[0].end, days[0], None)
    return None
