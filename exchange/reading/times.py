"""Milestones that a text states in so many words."""

from __future__ import annotations

from datetime import date, datetime, time

from exchange.reading.clocks import clocks
from exchange.reading.dates import dates

NAMES = ("started", "detected", "engaged", "restored", "resolved")


def stated_times(told: dict[str, str], on: str, *, day_first: bool | None) -> dict[str, datetime]:
    """A time without a date is on the day of the incident; a date without a time says no time."""
    found: dict[str, datetime] = {}
    base = date.fromisoformat(on) if on else None
    for name in NAMES:
        said = told.get(name, "")
        days, times = dates(said, day_first=day_first), clocks(said)
        times = [each for each in times if not any(day.start <= each.start < day.end for day in days)]
        day = days[0].on(base.year if base else 0) if days else base
        if day is not None and times:
            found[name] = datetime.combine(day, time(times[0].at.hour, times[0].at.minute))
    return found
