"""The stretches of days that numbers are counted in, each with the equally long one before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
CHOICES = {"90d": "90 days", "q": "Quarter", "12m": "12 months"}
USUAL = "12m"
_QUARTER = re.compile(r"(20\d\d)-q([1-4])")


@dataclass(frozen=True)
class Period:
    """From `start` to before `end`, in days of UTC. `steps` are the first days of its months or weeks, in order."""

    key: str
    label: str
    start: date
    end: date
    steps: tuple[date, ...]
    by_month: bool

    @property
    def length(self) -> int:
        return (self.end - self.start).days

    @property
    def before(self) -> date:
        """The first day of the equally long stretch that ends where this begins."""
        return self.start - timedelta(days=self.length)

    @property
    def last(self) -> date:
        return self.end - DAY

    def step_of(self, day: date) -> int:
        """1 for the first step and so on, 0 for the stretch before."""
        return bisect_right(self.steps, day)

    def ends(self) -> list[date]:
        """Per step the day after its last one."""
        return [*self.steps[1:], self.end]

    def whole(self, step: int) -> bool:
        """Whether the step, counted from 1, is not cut short by the end of the period."""
        begin = self.steps[step - 1]
        full = _next_month(begin) if self.by_month else begin + 7 * DAY
        return full <= self.end and begin.day == (1 if self.by_month else begin.day)

    def name_of(self, step: int) -> str:
        begin = self.steps[step - 1]
        return f"{begin:%b %Y}" if self.by_month else f"Week of {begin.day} {begin:%b}"

    def short_name_of(self, step: int) -> str:
        begin = self.steps[step - 1]
        return f"{begin:%b}" if self.by_month else f"{begin.day} {begin:%b}"


def period(key: str, *, on: date) -> Period:
    """By its key in the address: one of CHOICES, or a quarter as "2025-q4"; the usual one for anything else."""
    if found := _QUARTER.fullmatch(key):
        return quarter(int(found[1]), int(found[2]), on=on)
    tomorrow = on + DAY
    if key == "90d":
        start = tomorrow - 90 * DAY
        return Period(key, "the last 90 days", start, tomorrow, tuple(_weeks(start, tomorrow)), by_month=False)
    if key == "q":
        return _named(quarter(on.year, (on.month + 2) // 3, on=on), "q", "this quarter so far")
    start = _months_before(on, 11)
    return Period(USUAL, "the last 12 months", start, tomorrow, tuple(_months(start, tomorrow)), by_month=True)


def quarter(year: int, number: int, *, on: date) -> Period:
    """A quarter of a year; of the present one the days up to `on`, of a coming one its first day."""
    start = date(year, 3 * number - 2, 1)
    following = _months_before(start, -3)
    end = max(start + DAY, min(following, on + DAY))
    return Period(f"{year}-q{number}", f"Q{number} {year}", start, end, tuple(_weeks(start, end)), by_month=False)


def last_quarter(on: date) -> tuple[int, int]:
    """(year, number) of the quarter that ended last."""
    earlier = _months_before(on, 3)
    return earlier.year, (earlier.month + 2) // 3


def _named(found: Period, key: str, label: str) -> Period:
    return Period(key, label, found.start, found.end, found.steps, found.by_month)


def _weeks(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start += 7 * DAY


def _months(start: date, end: date) -> Iterator[date]:
    while start < end:
        yield start
        start = _next_month(start)


def _next_month(day: date) -> date:
    return _months_before(day, -1)


def _months_before(day: date, count: int) -> date:
    """The first of the month so many months before this day's."""
    months = day.year * 12 + day.month - 1 - count
    return date(months // 12, months % 12 + 1, 1)


def is_quarter(key: str) -> bool:
    return _QUARTER.fullmatch(key) is not None
