"""PagerDuty, webhooks of version 3: one event in each body. Earlier versions send a list of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signals.heard import ACKNOWLEDGED, CRITICAL, FIRING, NOTED, RESOLVED, WARNING, Heard, Unreadable
from signals.reading import address, moment, named, parsed, severity, text
from signals.senders import pagerduty_v2

# Events that change what state an incident is in there; all others only say something about it.
STATES = {
    "triggered": FIRING,
    "reopened": FIRING,
    "unacknowledged": FIRING,
    "acknowledged": ACKNOWLEDGED,
    "resolved": RESOLVED,
}
URGENCIES = {"high": CRITICAL, "low": WARNING}


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    if "messages" in found:
        return pagerduty_v2.read_messages(found)
    event = found.get("event")
    if not isinstance(event, dict):
        raise Unreadable("There is neither an event nor a list of messages in it.")
    kind = text(event, "event_type")
    if kind == "pagey.ping":
        return []
    if not kind.startswith("incident."):
        raise Unreadable(f"Events of the kind “{kind[:60]}” are not about an incident.")
    return [_heard(event, kind.removeprefix("incident."))]


def _heard(event: dict[str, Any], what: str) -> Heard:
    about = text(event, "data.incident.id", "data.id")
    if not about:
        raise Unreadable("The event does not say which incident it is about.")
    title = text(event, "data.title", "data.incident.summary", "data.summary") or f"PagerDuty incident {about}"
    note = text(event, "data.content", "data.message", most=1_000)
    priority = text(event, "data.priority.summary")
    return Heard(
        id=text(event, "id") or named(about, what, text(event, "occurred_at")),
        key=named("pagerduty", about),
        title=title,
        state=STATES.get(what, NOTED),
        at=moment(event, "occurred_at"),
        severity=severity(priority) or URGENCIES.get(text(event, "data.urgency"), ""),
        service=text(event, "data.service.summary", "data.service.name"),
        url=address(event, "data.html_url", "data.incident.html_url"),
        text=note or ("" if what in STATES else what.replace("_", " ")),
        who=text(event, "agent.summary"),
    )
