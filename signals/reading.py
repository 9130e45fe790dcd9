"""Looking into what others sent: anything may be missing or of another kind than promised."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from dateutil import parser as dates

from signals.heard import CRITICAL, ERROR, INFO, WARNING, Unreadable

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
DEEPEST = 60
LONGEST_KEY = 200

WORDS = {
    CRITICAL: ("critical", "fatal", "emergency", "disaster", "p1", "sev1", "s1", "highest", "blocker", "page"),
    ERROR: ("error", "high", "major", "p2", "sev2", "s2", "alerting", "urgent"),
    WARNING: ("warning", "warn", "medium", "moderate", "minor", "p3", "sev3", "s3", "average"),
    INFO: ("info", "informational", "low", "lowest", "notice", "debug", "p4", "p5", "sev4", "none", "success", "ok"),
}
SEVERITY_OF = {word: severity for severity, words in WORDS.items() for word in words}


def parsed(body: bytes) -> dict[str, Any]:
    """The JSON object of a body. Raises Unreadable in words."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unreadable("This is not JSON." if body.strip() else "The body is empty.")
    if not isinstance(found, dict):
        raise Unreadable("This is JSON, but no object with named fields.")
    if _depth(found) > DEEPEST:
        raise Unreadable("This is nested too deeply.")
    return found


def dig(found: Any, path: str) -> Any:
    """What lies at "alert.labels.0.name"; None where nothing does. A name may hold dots itself."""
    if not path:
        return found
    if isinstance(found, Mapping):
        if path in found:
            return found[path]
        parts = path.split(".")
        for cut in range(len(parts) - 1, 0, -1):
            if (name := ".".join(parts[:cut])) in found:
                return dig(found[name], ".".join(parts[cut:]))
    if isinstance(found, list):
        name, _, rest = path.partition(".")
        if name.isdecimal() and int(name[:6]) < len(found):
            return dig(found[int(name[:6])], rest)
    return None


def text(found: Any, *paths: str, most: int = 300) -> str:
    """The first of these that says something, in one line."""
    for path in paths:
        value = dig(found, path)
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            continue
        if said := " ".join(plain(str(value)).split()):
            return said[:most]
    return ""


def plain(said: str) -> str:
    """Without what no database keeps: JSON can name half a character, and none at all."""
    return said.replace("\x00", "").encode("utf-8", "replace").decode()


def rows(found: Any, path: str) -> list[dict[str, Any]]:
    """The objects of a list; none where there is no list."""
    value = dig(found, path)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def moment(found: Any, *paths: str) -> datetime | None:
    """The first of these that is a time: ISO, or seconds, milli-, micro- or nanoseconds since 1970."""
    for path in paths:
        if (at := _moment(dig(found, path))) is not None:
            return at
    return None


def severity(*words: str) -> str:
    """Ours, for the first word that is somebody's name of one."""
    for word in words:
        if known := SEVERITY_OF.get(word.strip().lower()):
            return known
    return ""


def address(found: Any, *paths: str) -> str:
    """The first of these that is an address a browser may open."""
    for path in paths:
        value = text(found, path, most=1_001)
        if value.startswith(("https://", "http://")) and len(value) <= 1_000:
            return value
    return ""


def named(*parts: object) -> str:
    """A name made of parts; its digest when it would be too long to keep."""
    whole = ":".join(str(part) for part in parts)
    if len(whole) <= LONGEST_KEY:
        return whole
    return f"{whole[:120]}…{hashlib.sha256(whole.encode()).hexdigest()[:40]}"


def fingerprint(found: Any) -> str:
    """The same for the same content, whatever the order of its names."""
    return hashlib.sha256(json.dumps(found, sort_keys=True, default=str).encode()).hexdigest()[:40]


def _moment(value: Any) -> datetime | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        at = _from_number(float(value))
    except (TypeError, ValueError):
        at = _from_words(str(value)) if isinstance(value, str) else None
    return at if at is not None and EARLIEST <= at <= LATEST else None


def _from_number(number: float) -> datetime | None:
    for scale in (1.0, 1e3, 1e6, 1e9):
        seconds = number / scale
        if EARLIEST.timestamp() <= seconds <= LATEST.timestamp():
            return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return None


def _from_words(said: str) -> datetime | None:
    if not 8 <= len(said) <= 60 or not any(mark in said for mark in "-/: "):
        return None
    try:
        at = datetime.fromisoformat(said.strip())
    except ValueError:
        try:
            at = dates.parse(said, default=datetime(1, 1, 1, tzinfo=UTC))
        except (ValueError, OverflowError, TypeError):
            return None
    try:
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _depth(found: Any) -> int:
    level, depth = [found], 0
    while level and depth <= DEEPEST:
        depth += 1
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, (dict, list)))
        level = [each for values in inner for each in values if isinstance(each, (dict, list))]
    return depth
