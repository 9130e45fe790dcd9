"""PagerDuty, webhooks of versions 1 and 2: a list of messages, each with the whole incident."""

from __future__ import annotations

from typing import Any

from signals.heard import ACKNOWLEDGED, FIRING, NOTED, RESOLVED, Heard, Unreadable
from signals.reading import address, moment, named, rows, severity, text

STATES = {
    "trigger": FIRING,
    "unacknowledge": FIRING,
    "acknowledge": ACKNOWLEDGED,
    "resolve": RESOLVED,
}


def read_messages(found: dict[str, Any]) -> list[Heard]:
    heard = [one for one in (_heard(message) for message in rows(found, "messages")) if one]
    if not heard:
        raise Unreadable("None of its messages is about an incident.")
    return heard


def _heard(message: dict[str, Any]) -> Heard | None:
    event = text(message, "event", "type")
    incident = message.get("incident") or (message.get("data") or {}).get("incident")
    if not event.startswith("incident.") or not isinstance(incident, dict) or not text(incident, "id"):
        return None
    what = event.removeprefix("incident.")
    about = text(incident, "id")
    said = text(incident, "title", "trigger_summary_data.subject", "trigger_summary_data.description")
    return Heard(
        id=text(message, "id") or named(about, what, text(message, "created_on")),
        key=named("pagerduty", about),
        title=said or text(incident, "description", "incident_key") or f"PagerDuty incident {about}",
        state=STATES.get(what, NOTED),
        at=moment(message, "created_on") or moment(incident, "last_status_change_at", "created_at"),
        severity=severity(text(incident, "priority.summary"), text(incident, "urgency")),
        service=text(incident, "service.name", "service.summary"),
        url=address(incident, "html_url"),
        text="" if what in STATES else what.replace("_", " "),
        who=text(message, "log_entries.0.agent.summary") or text(incident, "last_status_change_by.name"),
    )
