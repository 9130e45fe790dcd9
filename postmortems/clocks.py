"""How long there is to draft, to meet and to publish, counted from the all-clear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kit.workdays import DAY, MONDAY_TO_FRIDAY, Workdays, add_working_days, local_moment

AMBER_PERCENT = 50
RED_PERCENT = 85
NONE = timedelta()
UTC = ZoneInfo("UTC")


class Tone(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    LATE = "late"


@dataclass(frozen=True)
class Limit:
    """`working_days` caps the time, whatever it is set to, at the end of that working day."""

    key: str
    label: str
    within: timedelta
    working_days: int | None = None


DRAFT = Limit("draft", "Draft", timedelta(hours=48))
MEETING = Limit("meeting", "Review meeting", timedelta(hours=48), working_days=5)
PUBLISH = Limit("publish", "Published", timedelta(hours=72))


@dataclass(frozen=True)
class Clock:
    """`share` is the time used in whole percent, at most 100. One of `left` and `late` is zero; both stop when done."""

    due: datetime
    share: int
    tone: Tone
    left: timedelta
    late: timedelta
    is_done: bool


def due(limit: Limit, resolved_at: datetime, zone: ZoneInfo = UTC, workdays: Workdays = MONDAY_TO_FRIDAY) -> datetime:
    """When the limit is reached. Working days end at midnight in `zone`."""
    by_hours = resolved_at + limit.within
    if limit.working_days is None:
        return by_hours
    last = add_working_days(resolved_at.astimezone(zone).date(), limit.working_days, workdays)
    return min(by_hours, local_moment(last + DAY, zone))


def clock(
    limit: Limit,
    resolved_at: datetime,
    *,
    at: datetime,
    done_at: datetime | None = None,
    zone: ZoneInfo = UTC,
    workdays: Workdays = MONDAY_TO_FRIDAY,
) -> Clock:
    """How the clock stands. Done in time is green whatever share it took; done late stays late."""
    until = due(limit, resolved_at, zone, workdays)
    stands = done_at or at
    share = min(100, max(0, (stands - resolved_at) * 100 // (until - resolved_at)))
    tone = _tone(share, is_late=stands > until, is_done=done_at is not None)
    return Clock(until, share, tone, max(NONE, until - stands), max(NONE, stands - until), done_at is not None)


def _tone(share: int, *, is_late: bool, is_done: bool) -> Tone:
    if is_late:
        return Tone.LATE
    if is_done or share < AMBER_PERCENT:
        return Tone.GREEN
    return Tone.AMBER if share < RED_PERCENT else Tone.RED
