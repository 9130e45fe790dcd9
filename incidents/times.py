"""Which times an incident can have."""

from datetime import UTC, datetime, timedelta

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# Clocks of machines and people differ a little; a day covers a date typed in the wrong zone.
AHEAD = timedelta(days=1)


def problem(at: datetime, *, now: datetime) -> str:
    """Why this cannot be when something happened; empty when it can."""
    if at < EARLIEST:
        return "The time lies before the year 2000. Check the year."
    if at > now + AHEAD:
        return "The time lies in the future. Give the time at which it happened."
    return ""
