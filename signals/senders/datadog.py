"""Datadog: a monitor's transition, in the fields its webhook is usually set up with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from signals.heard import ERROR, FIRING, INFO, NOTED, RESOLVED, WARNING, Heard, Unreadable
from signals.reading import address, fingerprint, moment, named, parsed, severity, text

STATES = {
    "triggered": FIRING,
    "re-triggered": FIRING,
    "warn": FIRING,
    "re-warn": FIRING,
    "no data": FIRING,
    "re-no data": FIRING,
    "renotify": FIRING,
    "recovered": RESOLVED,
    "re-recovered": RESOLVED,
}
KINDS = {"error": ERROR, "warning": WARNING, "success": INFO, "info": INFO}
# "[P2] [Triggered on {service:api}] Name" → "Name"
MARKS = re.compile(r"^(?:\s*\[[^\]]{0,200}\])+\s*")


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    transition, title = (
        text(found, "alert_transition", "transition"),
        text(found, "title", "event_title", "alert_title"),
    )
    monitor = text(found, "monitor_id", "alert_id")
    if not title and not monitor:
        raise Unreadable("There is neither a monitor nor a title in it.")
    scopes, tags = text(found, "scopes", "alert_scope", "scope"), text(found, "tags", most=2_000)
    event = text(found, "id", "event_id", "aggreg_key")
    return [
        Heard(
            id=event or fingerprint(found),
            key=named("datadog", monitor or title, scopes),
            title=MARKS.sub("", title) or title or f"Datadog monitor {monitor}",
            state=STATES.get(transition.lower(), NOTED),
            at=moment(found, "date", "last_updated", "timestamp"),
            severity=severity(text(found, "severity", "priority", "alert_priority"))
            or KINDS.get(text(found, "alert_type").lower(), ""),
            service=_tagged("service", f"{scopes},{tags}") or scopes.partition(",")[0],
            url=address(found, "url", "link", "alert_url"),
            text=transition,
        )
    ]


def _tagged(name: str, tags: str) -> str:
    found = (tag.strip() for tag in tags.split(","))
    return next((tag.partition(":")[2] for tag in found if tag.startswith(f"{name}:")), "")
