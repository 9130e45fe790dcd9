"""What the components say: pure functions from values to words."""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta

MINUTE, HOUR, DAY = 60, 3600, 86400
HUES = 24

SEVERITIES = {"sev1": "SEV1", "sev2": "SEV2", "sev3": "SEV3", "sev4": "SEV4"}
# value in the database -> (appearance, words)
STATUSES = {
    "open": ("open", "Open"),
    "mitigated": ("mitigated", "Mitigated"),
    "resolved": ("resolved", "Resolved"),
    "draft": ("draft", "Draft"),
    "in_review": ("review", "In review"),
    "changes_requested": ("changes", "Changes requested"),
    "approved": ("approved", "Approved"),
    "published": ("published", "Published"),
    "amended": ("amended", "Amended"),
    "not_needed": ("not-needed", "Not needed"),
    "todo": ("todo", "To do"),
    "to_do": ("todo", "To do"),
    "in_progress": ("progress", "In progress"),
    "done": ("done", "Done"),
    "dropped": ("dropped", "Dropped"),
}


def duration(value: timedelta | float | None) -> str:
    """ "2 h 13 min": at most two units, the smaller one left out when it is zero; an en dash for none."""
    if value is None or value == "":
        return "–"
    seconds = round(value.total_seconds() if isinstance(value, timedelta) else float(value))
    if seconds < 0:
        return "−" + duration(-seconds)
    if seconds < MINUTE:
        return f"{seconds} s"
    if seconds < HOUR:
        return f"{seconds // MINUTE} min"
    if seconds < 2 * DAY:
        return _pair(seconds, HOUR, "h", MINUTE, "min")
    return _pair(seconds, DAY, "days", HOUR, "h")


def _pair(seconds: int, big: int, big_name: str, small: int, small_name: str) -> str:
    whole, rest = seconds // big, seconds % big // small
    return f"{whole} {big_name} {rest} {small_name}" if rest else f"{whole} {big_name}"


def relative(moment: datetime, *, at: datetime) -> str:
    """ "3 h ago" or "in 2 days"; empty a week or more away, where a date says it better."""
    seconds = round((at - moment).total_seconds())
    away = abs(seconds)
    if away >= 7 * DAY:
        return ""
    if away < MINUTE:
        return "just now" if seconds >= 0 else "in a moment"
    if away < HOUR:
        words = f"{away // MINUTE} min"
    elif away < DAY:
        words = f"{away // HOUR} h"
    else:
        days = away // DAY
        words = "1 day" if days == 1 else f"{days} days"
    return f"{words} ago" if seconds >= 0 else f"in {words}"


def hue(handle: object) -> int:
    """A person's colour: a step of the wheel that stays the same for a handle."""
    return zlib.crc32(str(handle).encode()) % HUES


def initials(handle: str) -> str:
    """ "AS" for ana-silva, "E1" for engineer1, "MO" for morgan."""
    parts = [part for part in re.split(r"[-_.\s]+", handle) if part]
    if len(parts) > 1:
        return (parts[0][0] + parts[1][0]).upper()
    number = re.search(r"\d", handle)
    return (handle[:1] + number[0] if number else handle[:2]).upper()


def tone_of(used: float) -> str:
    """The colour of a clock: green under half used, amber from there, red from 85 per cent."""
    return "green" if used < 50 else "amber" if used < 85 else "red"


def hours(value: timedelta) -> str:
    """Whole hours, rounded down, for the clock's ring: "27 h"."""
    return f"{int(value.total_seconds() // 3600)} h"
