"""When to meet: soon after the all-clear, while everybody invited is at work. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from kit.workdays import DAY, MONDAY_TO_FRIDAY, Workdays, add_working_days, local_moment

SOON = timedelta(hours=48)
# The draft goes out this long before.
READING = timedelta(hours=24)
# Nobody can come to what begins earlier than this.
NOTICE = timedelta(hours=2)
LAST_WORKING_DAYS = 5
GRID = timedelta(minutes=30)
OPENS, CLOSES = time(9), time(17)
MOST = 3
UTC = ZoneInfo("UTC")


@dataclass(frozen=True)
class Diary:
    """One person's working hours and what they have already promised to be at."""

    handle: str
    zone: ZoneInfo
    workdays: Workdays = MONDAY_TO_FRIDAY
    busy: tuple[tuple[datetime, datetime], ...] = ()

    def suits(self, start: datetime, end: datetime) -> bool:
        begins, ends = start.astimezone(self.zone), end.astimezone(self.zone)
        at_work = begins.date() in self.workdays and begins.date() == ends.date()
        at_work = at_work and begins.time() >= OPENS and ends.time() <= CLOSES
        return at_work and not any(start < until and since < end for since, until in self.busy)


@dataclass(frozen=True)
class Slot:
    """`missing` are the handles of those for whom it lies outside their working hours, or who are busy."""

    start: datetime
    missing: tuple[str, ...]
    is_soon: bool


def last_day(resolved_at: datetime, zone: ZoneInfo, workdays: Workdays = MONDAY_TO_FRIDAY) -> datetime:
    """The end of the last working day on which the meeting is not late."""
    last = add_working_days(resolved_at.astimezone(zone).date(), LAST_WORKING_DAYS, workdays)
    return local_moment(last + DAY, zone)


def proposals(
    diaries: Sequence[Diary],
    *,
    resolved_at: datetime,
    now: datetime,
    minutes: int,
    zone: ZoneInfo = UTC,
    workdays: Workdays = MONDAY_TO_FRIDAY,
) -> list[Slot]:
    """The best first, on as many different days as there are good ones.

    Good is: within 48 hours of the all-clear, a day after now for reading the draft, suiting everybody. What cannot
    all be had is given up in the opposite order: suiting everybody last of all, but for a few when nothing suits all.
    """
    soon, late = resolved_at + SOON, last_day(resolved_at, zone, workdays)
    # An incident that was long ago: the next five working days.
    late = max(late, last_day(now, zone, workdays))
    length = timedelta(minutes=minutes)
    found = [_slot(diaries, start, start + length, soon) for start in _grid(now + NOTICE, late - length)]
    found = [slot for slot in found if len(slot.missing) < max(1, len(diaries))]
    found.sort(key=lambda slot: (len(slot.missing), not slot.is_soon, slot.start < now + READING, slot.start))
    return _on_different_days(found, zone)


def _slot(diaries: Iterable[Diary], start: datetime, end: datetime, soon: datetime) -> Slot:
    missing = tuple(diary.handle for diary in diaries if not diary.suits(start, end))
    return Slot(start, missing, is_soon=end <= soon)


def _grid(since: datetime, until: datetime) -> Iterator[datetime]:
    start = since.replace(minute=0, second=0, microsecond=0)
    while start < since:
        start += GRID
    while start <= until:
        yield start
        start += GRID


def _on_different_days(slots: list[Slot], zone: ZoneInfo) -> list[Slot]:
    chosen: dict[object, Slot] = {}
    for slot in slots:
        if len(slot.missing) > len(slots[0].missing):
            break
        chosen.setdefault(slot.start.astimezone(zone).date(), slot)
    rest = [slot for slot in slots if slot not in chosen.values() and len(slot.missing) == len(slots[0].missing)]
    return [*chosen.values(), *rest][:MOST]
