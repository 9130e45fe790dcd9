"""Times of the day as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from exchange.reading.zones import ZONE, known

HALF = r"(?:a\.?m\.?|p\.?m\.?|(?<=\d)[ap])(?![a-z])"
COLON = rf"(?P<h>[01]?\d|2[0-4])(?P<sep>[:h.])(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d)(?:[.,]\d+)?)?(?!\d)\s?(?P<half>{HALF})?"
BARE = rf"(?P<h2>1[0-2]|0?[1-9])\s?(?P<half2>{HALF})"
MILITARY = r"(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)(?=\s?(?:hrs?\b|UTC\b|Z\b|GMT\b|[PMCE][SD]?T\b|h\b)|Z)"
CLOCK = re.compile(rf"(?<![\d:.])(?:{COLON}|{BARE}|{MILITARY})", re.IGNORECASE)
AFTER = re.compile(
    rf"\s*(?:hrs?\b|Uhr\b|h\b)?\s*[(\[]?\s*(?P<zone>{ZONE}|Z(?![a-z]))\s*[)\]]?|(?P<offset>[+\-−]\d{{2}}:?\d{{2}})(?!\d)"
)
UNIT = re.compile(r"\s*(?:hrs?\b|Uhr\b)", re.IGNORECASE)


@dataclass(frozen=True)
class Clock:
    """A time in a text, with the zone that stands right behind it, as written."""

    start: int
    end: int
    at: time
    zone: str = ""
    half: bool = False


def clocks(text: str) -> list[Clock]:
    found, past = [], 0
    for match in CLOCK.finditer(text):
        if match.start() < past:
            continue
        if (clock := _clock(match, text)) is not None:
            found.append(clock)
            past = clock.end
    return found


def _clock(match: re.Match[str], text: str) -> Clock | None:
    hour = int(match["h"] or match["h2"] or match["h3"])
    minute = int(match["m"] or match["m3"] or 0)
    half = (match["half"] or match["half2"] or "").lower().replace(".", "")
    end = match.end()
    if match["sep"] == "." and not half and not UNIT.match(text, end):
        return None
    if match["sep"] == "h" and half:
        return None
    half = {"a": "am", "p": "pm"}.get(half, half)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24:
        hour = 0
    zone = ""
    after = AFTER.match(text, end)
    if after and after["zone"] and _is_zone(after["zone"]):
        zone, end = after["zone"], _closed(text, after)
    elif after and after["offset"] and match["s"]:
        zone, end = after["offset"], after.end()
    elif unit := UNIT.match(text, end):
        end = unit.end()
    return Clock(match.start(), end, time(hour, minute, int(match["s"] or 0)), zone, bool(half))


def _closed(text: str, after: re.Match[str]) -> int:
    """A bracket is part of the zone only where it was opened for it."""
    opened = any(mark in text[after.start() : after.start("zone")] for mark in "([")
    return after.end() if opened else after.end("zone")


def _is_zone(written: str) -> bool:
    return known(written) and (written.isupper() or not written.isalpha())
