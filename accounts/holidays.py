"""Days off read from a calendar file: whole days and runs of days, repeated or not. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

DAY = timedelta(days=1)
MOST_DAYS, MOST_RUN = 400, 31
YEARS_BACK, YEARS_AHEAD = 1, 5
# What may repeat, and how many repetitions of one entry are looked at.
FREQUENCIES, MOST_REPEATED = {"YEARLY", "MONTHLY", "WEEKLY"}, 100


class Unreadable(Exception):
    """The sentence says what is wrong with the file."""


@dataclass(frozen=True)
class Found:
    day: date
    name: str
    yearly: bool = False


def read(content: bytes, *, today: date) -> list[Found]:
    """In order of the days, each day once. What is over since last year is left out."""
    try:
        events = Calendar.from_ical(content).walk("VEVENT")
    except (ValueError, IndexError, KeyError) as error:
        raise Unreadable("This is not a calendar file. Export the holidays as .ics and choose that.") from error
    first, last = date(today.year - YEARS_BACK, 1, 1), date(today.year + YEARS_AHEAD, 12, 31)
    found: dict[date, Found] = {}
    for event in events:
        for each in _days(event, first, last):
            found.setdefault(each.day, each)
            if len(found) > MOST_DAYS:
                raise Unreadable(f"The file names more than {MOST_DAYS} days. Choose one of days off alone.")
    if not found:
        raise Unreadable("The file names no whole day of last year or later.")
    return [found[day] for day in sorted(found)]


def _days(event: Any, first: date, last: date) -> Iterator[Found]:
    start = event.decoded("DTSTART", None)
    if not isinstance(start, date) or isinstance(start, datetime):
        return
    end = event.decoded("DTEND", None)
    length = (end - start).days if isinstance(end, date) and not isinstance(end, datetime) else 1
    name = " ".join(str(event.get("SUMMARY", "Day off")).split())[:120] or "Day off"
    rule = event.get("RRULE")
    yearly = rule is not None and _is_plainly_yearly(rule)
    for begin in [start] if rule is None or yearly else _repeated(rule, start, first, last):
        for day in (begin + n * DAY for n in range(min(max(length, 1), MOST_RUN))):
            if yearly or first <= day <= last:
                yield Found(day, name, yearly)


def _is_plainly_yearly(rule: Any) -> bool:
    return (
        rule.get("FREQ") == ["YEARLY"]
        and set(rule) <= {"FREQ", "INTERVAL", "WKST"}
        and rule.get("INTERVAL", [1]) == [1]
    )


def _repeated(rule: Any, start: date, first: date, last: date) -> list[date]:
    """Such as the fourth Thursday of November: written out, for the years we look at."""
    if not set(rule.get("FREQ", [])) <= FREQUENCIES:
        return []
    begin = datetime.combine(start, datetime.min.time())
    until = rule.get("UNTIL", [None])[0]
    plain = {key: value for key, value in rule.items() if key != "UNTIL"}
    try:
        text = type(rule)(plain).to_ical().decode()
        moments = rrulestr(text, dtstart=begin).xafter(datetime.combine(first, datetime.min.time()), inc=True)
        days = [moment.date() for moment in islice(moments, MOST_REPEATED)]
    except (ValueError, TypeError) as error:
        raise Unreadable("A day in the file repeats by a rule that makes no sense.") from error
    ends = until.date() if isinstance(until, datetime) else until
    return [day for day in days if day <= last and (ends is None or day <= ends)]
