"""When somebody is reminded that a review waits for them: at nine on working mornings. Plain values; no clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from kit.workdays import Workdays, next_working_moment

PATIENCE = timedelta(hours=24)
MOST = 3
HOUR = 9


def mornings(asked_at: datetime, zone: ZoneInfo, workdays: Workdays) -> list[datetime]:
    """The first working morning a day or more after they were asked, and the two that follow."""
    found: list[datetime] = []
    earliest = asked_at + PATIENCE
    while len(found) < MOST:
        found.append(next_working_moment(earliest, zone, HOUR, workdays))
        earliest = found[-1] + timedelta(hours=1)
    return found


def step(asked_at: datetime, zone: ZoneInfo, workdays: Workdays, *, at: datetime) -> int:
    """How many of the mornings have come by `at`: 0 to 3."""
    return sum(morning <= at for morning in mornings(asked_at, zone, workdays))
