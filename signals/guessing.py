"""Where the fields of an unknown sender probably are, told from one message: a proposal for people to check."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from signals import reading
from signals.senders.generic import STATE_OF

# Names in the order of preference; the end of a name counts as well: check_name, alert_title.
NAMES: dict[str, tuple[str, ...]] = {
    "title": ("title", "subject", "summary", "headline", "name", "message", "description", "details", "label"),
    "id": ("event_id", "eventid", "uuid", "delivery_id", "notification_id", "id"),
    "key": ("dedup_key", "incident_id", "alert_id", "check_id", "monitor_id", "rule_id", "fingerprint", "key", "id"),
    "state": (
        "state",
        "status",
        "action",
        "transition",
        "event_type",
        "type_friendly_name",
        "event",
        "trigger",
        "outcome",
        "result",
    ),
    "time": ("timestamp", "time", "_at", "utc_time", "date", "datetime", "created_on", "start_time", "unixtime"),
    "severity": ("severity", "priority", "level", "urgency", "impact"),
    "service": ("service", "service_name", "component", "application", "project", "host", "hostname", "site"),
    "url": ("html_url", "permalink", "link", "url", "href"),
    "text": ("description", "long_description", "message", "details", "body", "error_message", "reason"),
}
MOST_PATHS = 400
DATED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
# What was the case before the event is never what it says.
BEFORE = ("previous", "old_", "prior", "last_")


def paths(found: Any, before: str = "", depth: int = 0) -> Iterator[tuple[str, Any]]:
    """Every plain value with the path to it, outer ones first."""
    if depth > 4 or not isinstance(found, dict):
        return
    inner = []
    for name, value in found.items():
        path = f"{before}{name}"
        if isinstance(value, dict):
            inner.append((f"{path}.", value))
        elif not isinstance(value, list):
            yield path, value
    for path, value in inner:
        yield from paths(value, path, depth + 1)


def guess(found: dict[str, Any]) -> dict[str, str]:
    """Field → path; fields that nothing looks like are missing."""
    plain = list(paths(found))[:MOST_PATHS]
    made: dict[str, str] = {}
    for field in NAMES:
        best = max(plain, key=lambda pair: _likeness(field, *pair), default=("", None))
        if best[0] and _likeness(field, *best) > 0:
            made[field] = best[0]
    if made.get("text") == made.get("title"):
        made.pop("text", None)
    return made


def _likeness(field: str, path: str, value: Any) -> float:
    if value in (None, "", [], {}) or not _fits(field, found={"x": value}, value=value):
        return 0
    name = path.rpartition(".")[2].lower().replace("-", "_")
    if name.startswith(BEFORE):
        return 0
    for rank, wanted in enumerate(NAMES[field]):
        exact = name == wanted
        if exact or name.endswith(wanted if wanted.startswith("_") else f"_{wanted}"):
            return 10 - rank * 0.7 + exact * 0.5 - path.count(".") * 0.4 + _known(field, value)
    return max(0.0, 1 - path.count(".") * 0.1) if _speaks(field, value) else 0


def _speaks(field: str, value: Any) -> bool:
    """Whatever it is called ("finished", "verdict"): a date with a time of day, or a word that every sender uses."""
    if field == "time":
        return bool(DATED.match(str(value)))
    return field == "state" and str(value).strip().lower() in STATE_OF


def _known(field: str, value: Any) -> float:
    """Words whose meaning is known speak for a field more than its name does."""
    word = str(value).strip().lower()
    if field == "state":
        return 6 if word in STATE_OF else 2 if word.rpartition("_")[2] in STATE_OF else 0
    return 2 if field == "severity" and word in reading.SEVERITY_OF else 0


def _fits(field: str, found: dict[str, Any], value: Any) -> bool:
    if field == "time":
        return reading.moment(found, "x") is not None
    if field == "url":
        return bool(reading.address(found, "x"))
    if field in ("id", "key"):
        return not isinstance(value, bool) and len(str(value)) <= reading.LONGEST_KEY
    if field in ("title", "text", "service"):
        return isinstance(value, str) and not value.isdecimal()
    return isinstance(value, (str, int)) and not isinstance(value, bool)
