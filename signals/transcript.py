"""A chat as people copy it out of a window: who, when and what, in the ways the usual programs write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from dateutil import parser as dates

from signals.chatting import MOST_MESSAGES, MOST_TEXT, Incomprehensible, Room, Said

CLOCK = r"(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d)?(?:\s?[AaPp]\.?[Mm]\.?)?)(?:\s?(?P<zone>UTC|GMT|Z)\b)?"
DAY = r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\s\w{3,9}\s\d{4}|\w{3,9}\s\d{1,2},?\s\d{4})"
NAME = r"(?P<name>@?[^\W\d_][\w .'’()\-]{0,58}?)"
# Head and text in one line, then a head that stands alone above its text.
LINES = (
    re.compile(rf"^\W*(?:{DAY}[T,\s]+)?{CLOCK}[\]\)]?\s*[-–|]?\s*<{NAME}>:?\s+(?P<text>.+)$"),
    re.compile(rf"^\W*(?:{DAY}[T,\s]+)?{CLOCK}[\]\)]?\s*[-–|]?\s*{NAME}\s?:\s+(?P<text>.*)$"),
    re.compile(rf"^{NAME}\s+[\[\(]?(?:{DAY}[T,\s]+)?{CLOCK}[\]\)]?\s?:\s+(?P<text>.*)$"),
    re.compile(rf"^\W*(?:{DAY}[T,\s]+)?{CLOCK}\]?\s{{1,3}}(?P<name>@[\w.-]{{1,40}})\s+(?P<text>.+)$"),
)
HEADS = (
    re.compile(rf"^{NAME}(?:\s+APP)?\s{{1,6}}[\[\(]?(?:{DAY}[T,\s]+(?:at\s)?)?{CLOCK}[\]\)]?$"),
    re.compile(rf"^\[?(?:{DAY}[T,\s]+)?{CLOCK}\]?\s+{NAME}$"),
)
DAY_ALONE = re.compile(rf"^\W*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?{DAY}\W*$", re.IGNORECASE)
# A clock that goes back by more than this has passed midnight; by less, somebody answered late.
BACK = timedelta(hours=6)


def read(said: str, *, start: datetime, zone: tzinfo) -> Room:
    """Times without a day are taken for that of `start` and the days after it, in `zone`."""
    found: list[Said] = []
    day, last = start.astimezone(zone).date(), None
    for line in said.replace("\r\n", "\n").replace("\u202f", " ").replace("\xa0", " ").split("\n"):
        line = line.strip()
        if alone := DAY_ALONE.match(line):
            day, last = _day(alone["day"], day), None
            continue
        head = next((match for pattern in (*LINES, *HEADS) if (match := pattern.match(line))), None)
        if head is None:
            if found and line:
                found[-1] = _longer(found[-1], line)
            continue
        day = _day(head["day"], day) if head["day"] else day
        at, day = _placed(head["clock"], day, UTC if head["zone"] else zone, last, given=bool(head["day"]))
        last = at
        text = head.groupdict().get("text") or ""
        found.append(Said(f"{len(found) + 1}", at, head["name"].strip(" @:")[:120], text.strip()[:MOST_TEXT]))
        if len(found) > MOST_MESSAGES:
            raise Incomprehensible(f"A transcript holds up to {MOST_MESSAGES:,} messages. Paste it in parts.")
    kept = [one for one in found if one.text]
    if not kept:
        raise Incomprehensible("No line begins with a time and a name, as in “10:32 tomas: Rolling back now”.")
    return Room("Transcript", kept)


def _longer(one: Said, line: str) -> Said:
    text = f"{one.text}\n{line}" if one.text else line
    return Said(one.uid, one.at, one.author, text[:MOST_TEXT])


def _day(said: str, before: date) -> date:
    """Days before months, as most of the world writes them, unless that cannot be."""
    try:
        return dates.parse(said, dayfirst=not said[:4].isdecimal()).date()
    except (ValueError, OverflowError):
        return before


def _placed(clock: str, day: date, zone: tzinfo, last: datetime | None, *, given: bool) -> tuple[datetime, date]:
    at = datetime.combine(day, _clock(clock), tzinfo=zone)
    if last is not None and not given and last - at > BACK:
        at, day = at + timedelta(days=1), day + timedelta(days=1)
    return at.astimezone(UTC), day


def _clock(said: str) -> time:
    plain = said.lower().replace(".", ":" if said[1:3].count(".") or said[2:3] == "." else "").replace(" ", "")
    half = plain[-2:] if plain[-2:] in ("am", "pm") else ""
    hour, minute, *rest = (int(part) for part in plain.removesuffix(half).strip(":").split(":"))
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour % 24, minute, rest[0] if rest else 0)
