"""Entries of an imported timeline as the fields of an entry here. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from typing import Any

from exchange.laying import shortened
from exchange.reading.plain import plain
from exchange.reading.understood import Entry, moment
from exchange.reading.zones import zone_of

# The first that fits says what kind of entry it is.
KINDS = {
    "escalation": r"\b(?:escalat|paged? (?:the )?\w+ (?:team|lead|manager)|call(?:s|ed) in)",
    "alert": r"\b(?:alert|alarm|pag(?:e|es|ed|er)\b|monitor(?:ing)? (?:fires|fired|detect))",
    "recovery": r"\b(?:restored|recover(?:s|ed|y)|resolved|mitigated|back (?:online|up|to normal)|all.clear)",
    "detection": r"\b(?:detect|notic|report(?:s|ed)|first seen|discover)",
    "change": r"\b(?:deploy|merge[ds]?|roll(?:s|ed)? ?(?:back|out)|revert|upgrade|release[ds]?|config(?:uration)? "
    r"change)",
    "communication": r"\b(?:status ?page|announce|tweet|e-?mail|inform|post(?:s|ed) (?:to|in)|update[ds]? (?:the "
    r")?status)",
    "decision": r"\b(?:decid|decision|agree[ds]? to)",
    "hypothesis": r"\b(?:suspect|hypothes|theor|assum|might be|believed)",
    "action": r"\b(?:restart|scal(?:e|ed|ing)|kill|delet|creat|appl(?:y|ied)|fix|patch|clear|disabl|enabl|drain|"
    r"start(?:s|ed) )",
}
PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in KINDS.items()}


def utc(at: datetime, zone: str, otherwise: str = "UTC") -> datetime:
    known: tzinfo = zone_of(zone) or zone_of(otherwise) or UTC
    return at.replace(tzinfo=known).astimezone(UTC)


def kind_of(text: str) -> str:
    words = plain(text)[:200]
    return next((kind for kind, pattern in PATTERNS.items() if pattern.search(words)), "observation")


def fields_of(entries: Sequence[Entry], *, zone: str, times: Mapping[str, datetime]) -> list[dict[str, Any]]:
    """`times` are milestones in UTC: the first entry of that very time proves it."""
    rows: list[dict[str, Any]] = []
    left = dict(times)
    for each in entries:
        local = moment(each.at)
        if local is None or local.year < 2000:
            continue
        at = utc(local, each.zone, zone)
        proves = next((name for name, time in left.items() if time == at and not each.day_only), "")
        left.pop(proves, None)
        text = f"{shortened(each.text)}" if not each.day_only else shortened(f"(No time of day.) {each.text}")
        rows.append(
            {
                "at": at,
                "text": text,
                "who": each.who[:200],
                "kind": {"detected": "detection", "restored": "recovery", "resolved": "recovery"}.get(proves)
                or kind_of(each.text),
                "milestone": proves,
                "certainty": "recalled",
            }
        )
    return rows
