"""An action in one line: `Raise the alert threshold @ana fri !high`. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

PRIORITIES = ("high", "medium", "low")
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN = re.compile(r"\+?(\d{1,3})([dw])")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


@dataclass(frozen=True)
class Quick:
    """`handle`, `due_on` and `priority` are None where nothing was said about them."""

    title: str
    handle: str | None = None
    due_on: date | None = None
    priority: str | None = None


def parse(line: str, *, today: date) -> Quick:
    """What stands at the end of the line, in any order; the same words further in belong to the title.

    A day of the week is the next one after today. An owner may be named anywhere, for an @ means nothing else.
    """
    words = line.split()
    found: dict[str, object] = {}
    while words and (said := _said(words, found, today)):
        name, value, taken = said
        found[name] = value
        words = words[:-taken]
    for place, word in enumerate(words):
        if "handle" not in found and (handle := _handle(word)):
            found["handle"] = handle
            words = words[:place] + words[place + 1 :]
    return Quick(" ".join(words).strip(" ,;"), **found)  # type: ignore[arg-type]


def _said(words: list[str], found: dict[str, object], today: date) -> tuple[str, object, int] | None:
    """(name, value, how many words) of what the line ends with."""
    last = words[-1].lower().rstrip(".,;")
    if "handle" not in found and (handle := _handle(last)):
        return "handle", handle, 1
    if "priority" not in found and last.startswith("!") and last[1:] in PRIORITIES:
        return "priority", last[1:], 1
    if "due_on" in found:
        return None
    if len(words) > 1 and (day := _two_words(words[-2].lower(), last, today)):
        return "due_on", day, 2
    if day := _one_word(last, today):
        return "due_on", day, 1
    return None


def _handle(word: str) -> str:
    match = re.fullmatch(r"@([a-z0-9][a-z0-9-]{1,38})[.,;]?", word.lower())
    return match[1] if match else ""


def _one_word(word: str, today: date) -> date | None:
    if word in ("today", "tomorrow"):
        return today + timedelta(days=word == "tomorrow")
    if word[:3] in DAYS and word in _names(word[:3]):
        return today + timedelta(days=(DAYS.index(word[:3]) - today.weekday() - 1) % 7 + 1)
    if match := _IN.fullmatch(word):
        return today + timedelta(days=int(match[1]) * (7 if match[2] == "w" else 1))
    if match := _ISO.fullmatch(word):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    return None


def _two_words(first: str, second: str, today: date) -> date | None:
    """`12 dec` or `dec 12`: the next day of that name."""
    number, month = (first, second) if first.isdigit() else (second, first)
    if not number.isdigit() or len(number) > 2 or month[:3] not in MONTHS or len(month) not in (3, *range(4, 10)):
        return None
    day = _date(today.year, MONTHS.index(month[:3]) + 1, int(number))
    return _date(today.year + 1, day.month, day.day) if day and day < today else day


def _names(short: str) -> tuple[str, str]:
    full = {"mon": "monday", "tue": "tuesday", "wed": "wednesday", "thu": "thursday", "fri": "friday"}
    return short, {**full, "sat": "saturday", "sun": "sunday"}[short]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
