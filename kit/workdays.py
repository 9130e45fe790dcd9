"""Working days and local mornings, on the calendar of whoever is concerned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Workdays:
    """ISO weekdays (1 = Monday) on which people work, less the named holidays."""

    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if not self.weekdays or not self.weekdays <= frozenset(range(1, 8)):
            raise ValueError("Name at least one weekday, as numbers from 1 (Monday) to 7 (Sunday).")

    def __contains__(self, day: date) -> bool:
        return day.isoweekday() in self.weekdays and day not in self.holidays


MONDAY_TO_FRIDAY = Workdays()


def minus_working_days(day: date, n: int, workdays: Workdays = MONDAY_TO_FRIDAY) -> date:
    """The n-th working day before `day`, which itself does not count; `day` when n is 0."""
    return _step(day, n, -DAY, workdays)


def add_working_days(day: date, n: int, workdays: Workdays = MONDAY_TO_FRIDAY) -> date:
    """The n-th working day after `day`, which itself does not count; `day` when n is 0."""
    return _step(day, n, DAY, workdays)


def _step(day: date, n: int, by: timedelta, workdays: Workdays) -> date:
    if n < 0:
        raise ValueError("Count working days from 0 up.")
    while n:
        day += by
        n -= day in workdays
    return day


def day_exists(day: date, zone: ZoneInfo) -> bool:
    """False for a date the zone skipped when it moved across the date line (Apia had no 30 December 2011)."""
    return local_moment(day, zone).astimezone(zone).date() == day


def local_moment(day: date, zone: ZoneInfo, hour: int = 0) -> datetime:
    """The first instant, in UTC, at which clocks in the zone show `hour` on `day` or later.

    The first of two where clocks go back; the end of the gap where they go forward over it.
    """
    wall = datetime.combine(day, time(hour))
    first = wall.replace(tzinfo=zone).astimezone(UTC)
    if _wall(first, zone) == wall:
        return first
    # In a gap PEP 495 reads fold=0 with the offset before it (too late) and fold=1 with the one after (too early).
    early, late = wall.replace(tzinfo=zone, fold=1).astimezone(UTC), first
    while late - early > SECOND:
        middle = early + timedelta(seconds=(late - early) // SECOND // 2)
        if _wall(middle, zone) < wall:
            early = middle
        else:
            late = middle
    return late


def next_working_moment(at: datetime, zone: ZoneInfo, hour: int = 9, workdays: Workdays = MONDAY_TO_FRIDAY) -> datetime:
    """The first `hour` o'clock of a working day in the zone that is not before `at`, in UTC."""
    day = at.astimezone(zone).date()
    while True:
        moment = local_moment(day, zone, hour)
        if moment >= at and day in workdays and moment.astimezone(zone).date() == day:
            return moment
        day += DAY


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
