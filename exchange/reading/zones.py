"""Time zones as people write them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

# Letters → minutes east of Greenwich, as written: PST is PST in summer too, and the reader is told.
LETTERS = {
    "UTC": 0,
    "GMT": 0,
    "Z": 0,
    "WET": 0,
    "ZULU": 0,
    "PST": -480,
    "PDT": -420,
    "MST": -420,
    "MDT": -360,
    "CST": -360,
    "CDT": -300,
    "EST": -300,
    "EDT": -240,
    "AKST": -540,
    "AKDT": -480,
    "HST": -600,
    "AST": -240,
    "ADT": -180,
    "BRT": -180,
    "ART": -180,
    "BST": 60,
    "WEST": 60,
    "CET": 60,
    "CEST": 120,
    "MEZ": 60,
    "MESZ": 120,
    "EET": 120,
    "EEST": 180,
    "MSK": 180,
    "IST": 330,
    "SGT": 480,
    "HKT": 480,
    "JST": 540,
    "KST": 540,
    "AWST": 480,
    "ACST": 570,
    "AEST": 600,
    "AEDT": 660,
    "ACDT": 630,
    "NZST": 720,
    "NZDT": 780,
}
# Letters that mean the place, whatever the season.
PLACES = {
    "PT": "America/Los_Angeles",
    "MT": "America/Denver",
    "CT": "America/Chicago",
    "ET": "America/New_York",
    "PACIFIC": "America/Los_Angeles",
    "EASTERN": "America/New_York",
}
# Standard and summer letters of one place: which of them was in force can be checked.
SEASONS = {
    **dict.fromkeys(("PST", "PDT"), "America/Los_Angeles"),
    **dict.fromkeys(("MST", "MDT"), "America/Denver"),
    **dict.fromkeys(("CST", "CDT"), "America/Chicago"),
    **dict.fromkeys(("EST", "EDT"), "America/New_York"),
    **dict.fromkeys(("CET", "CEST", "MEZ", "MESZ"), "Europe/Berlin"),
    **dict.fromkeys(("GMT", "BST"), "Europe/London"),
    **dict.fromkeys(("AEST", "AEDT"), "Australia/Sydney"),
}
AMERICAN = frozenset({"PST", "PDT", "MST", "MDT", "CST", "CDT", "EST", "EDT", "PT", "ET", "CT", "MT"})
AMBIGUOUS = {"CST": "China or Central America too", "IST": "Ireland or Israel too"}

OFFSET = r"(?:UTC|GMT)?\s?[+\-−]\d{1,2}(?::?\d{2})?"
NAMED = "|".join(sorted([*LETTERS, *PLACES], key=len, reverse=True))
ZONE = rf"(?:(?:UTC|GMT)\s?[+\-−]\d{{1,2}}(?::?\d{{2}})?|\b(?:{NAMED})\b|\b[A-Z][a-z]+/[A-Z][A-Za-z_]+\b)"
STATED = re.compile(rf"\(?({ZONE})\)?")
ALL_TIMES = re.compile(
    rf"(?:times?|timestamps?|zeiten|timezone|time zone|zeitzone|heures?|horas?|events?)\b[^\n.|]{{0,60}}?({ZONE})",
    re.IGNORECASE,
)


@cache
def _places() -> frozenset[str]:
    return frozenset(available_timezones())


def known(name: str) -> bool:
    return zone_of(name) is not None


@cache
def zone_of(name: str) -> tzinfo | None:
    """The zone of letters, of an offset, or of a place; None for anything else."""
    name = name.strip().strip("()")
    letters = name.upper()
    if letters in LETTERS:
        return timezone(timedelta(minutes=LETTERS[letters]), letters)
    if letters in PLACES:
        return ZoneInfo(PLACES[letters])
    if found := re.fullmatch(r"(?:UTC|GMT)?\s?([+\-−])(\d{1,2})(?::?(\d{2}))?", name, re.IGNORECASE):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes)) if minutes < 24 * 60 else None
    return ZoneInfo(name) if name in _places() else None


def first_in(text: str) -> str:
    """The first zone named in a text, as written."""
    for found in STATED.finditer(text):
        if known(found[1]) and found[1] != "Z":
            return found[1]
    return ""


def doubt(name: str, at: datetime) -> str:
    """A sentence where the letters were not in force at that (local) time, or mean several places."""
    letters = name.upper()
    if letters in SEASONS:
        place = at.replace(tzinfo=ZoneInfo(SEASONS[letters]))
        if (was := place.tzname()) and place.utcoffset() != timedelta(minutes=LETTERS[letters]):
            german = {"MEZ": "CET", "MESZ": "CEST"}
            if was != german.get(letters, letters):
                return f"The text says {name}, but {was} was in force on that day. Times are read as {name}."
    if letters in AMBIGUOUS:
        return f"{name} is used in {AMBIGUOUS[letters]}. Times are read as UTC{_hours(LETTERS[letters])}."
    return ""


def _hours(minutes: int) -> str:
    sign = "+" if minutes >= 0 else "−"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
