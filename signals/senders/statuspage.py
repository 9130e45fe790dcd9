"""Statuspage: an incident that is told to customers, or a component that changed its state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signals.heard import CRITICAL, ERROR, FIRING, INFO, NOTED, RESOLVED, STATUS, WARNING, Heard, Unreadable
from signals.reading import address, moment, named, parsed, rows, text

IMPACTS = {"critical": CRITICAL, "major": ERROR, "minor": WARNING, "none": INFO, "maintenance": INFO}
OVER = ("resolved", "completed", "postmortem")
COMPONENTS = {
    "operational": (RESOLVED, INFO),
    "under_maintenance": (NOTED, INFO),
    "degraded_performance": (FIRING, WARNING),
    "partial_outage": (FIRING, ERROR),
    "major_outage": (FIRING, CRITICAL),
}


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    if isinstance(found.get("incident"), dict):
        return [_incident(found["incident"])]
    if isinstance(found.get("component_update"), dict):
        return [_component(found)]
    raise Unreadable("It is neither about an incident nor about a component.")


def _incident(incident: dict[str, Any]) -> Heard:
    about, status = text(incident, "id"), text(incident, "status")
    if not about:
        raise Unreadable("The incident has no id.")
    newest = next(iter(rows(incident, "incident_updates")), {})
    said = text(newest, "body", most=1_000)
    return Heard(
        id=text(newest, "id") or named(about, status, text(incident, "updated_at")),
        key=named("statuspage", about),
        title=text(incident, "name") or f"Statuspage incident {about}",
        state=RESOLVED if status in OVER else NOTED if status == "scheduled" else FIRING,
        kind=STATUS,
        at=moment(newest, "created_at") or moment(incident, "updated_at", "created_at"),
        severity=IMPACTS.get(text(incident, "impact"), ""),
        service=text(incident, "components.0.name") or text(newest, "affected_components.0.name"),
        url=address(incident, "shortlink"),
        text=f"{status.replace('_', ' ').capitalize()}: {said}" if said else status.replace("_", " "),
    )


def _component(found: dict[str, Any]) -> Heard:
    update = found["component_update"]
    new = text(update, "new_status")
    about = text(update, "component_id") or text(found, "component.id")
    if not new or not about:
        raise Unreadable("It does not say which component is in which state.")
    state, severity = COMPONENTS.get(new, (NOTED, ""))
    name = text(found, "component.name") or f"Component {about}"
    return Heard(
        id=text(update, "id") or named(about, new, text(update, "created_at")),
        key=named("statuspage", "component", about),
        title=f"{name}: {new.replace('_', ' ')}",
        state=state,
        kind=STATUS,
        at=moment(update, "created_at") or moment(found, "meta.generated_at"),
        severity=severity,
        service=name,
        text=f"Before: {text(update, 'old_status').replace('_', ' ')}" if text(update, "old_status") else "",
    )
