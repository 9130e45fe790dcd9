from __future__ import annotations

from typing import Any

from api.showing.addresses import page, resource
from incidents.models import Incident, TimelineEntry

PLAIN = ("title", "severity", "status", "kind", "visibility", "started_at", "resolved_at", "changed_at")
MORE = ("summary", "proactive", "users_affected", "detected_by", "trigger", "decision", "version", "milestones")
ENTRY = (
    ("id", "at", "kind", "text", "who", "told", "source", "certainty", "starred", "milestone")
    + ("evidence_label", "evidence_url", "known", "options", "missing", "version")
)  # fmt: skip


def incident_row(incident: Incident) -> dict[str, Any]:
    """Of a row with its services and teams prefetched."""
    return {name: getattr(incident, name) for name in PLAIN} | {
        "reference": incident.reference,
        "services": [service.slug for service in incident.services.all()],
        "teams": [team.slug for team in incident.teams.all()],
        "page": page(incident),
    }


def incident_whole(incident: Incident) -> dict[str, Any]:
    """Of a row read by `views.incidents.whole`."""
    percent = incident.users_percent
    return incident_row(incident) | {
        **{name: getattr(incident, name) for name in MORE},
        "users_percent": float(percent) if percent is not None else None,
        "people": [
            {"handle": one.user.handle, "name": one.user.name, "role": one.role}
            for one in incident.participations.all()
        ],
        "tags": [tag.name for tag in incident.tags.all()],
        "write_up": resource("write_up", incident.reference) if hasattr(incident, "postmortem") else None,
    }


def entry(row: TimelineEntry) -> dict[str, Any]:
    return {name: getattr(row, name) for name in ENTRY}
