"""Opsgenie: one action on one alert."""

from __future__ import annotations

from collections.abc import Mapping

from signals.heard import ACKNOWLEDGED, FIRING, NOTED, RESOLVED, Heard, Unreadable
from signals.reading import address, fingerprint, moment, named, parsed, severity, text

STATES = {
    "create": FIRING,
    "unacknowledge": FIRING,
    "acknowledge": ACKNOWLEDGED,
    "close": RESOLVED,
    "delete": RESOLVED,
}


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    action, alert = text(found, "action"), text(found, "alert.alertId", "alert.id")
    if not action or not alert:
        raise Unreadable("It does not say which action was taken on which alert.")
    state = STATES.get(action.lower(), NOTED)
    at = moment(found, "alert.createdAt") if action.lower() == "create" else None
    return [
        Heard(
            # Opsgenie names alerts and not what is done to them: the same body is the same event.
            id=named(alert, action, text(found, "alert.updatedAt") or fingerprint(found)),
            key=named("opsgenie", alert),
            title=text(found, "alert.message") or f"Opsgenie alert {alert}",
            state=state,
            at=at or moment(found, "alert.updatedAt", "alert.createdAt"),
            severity=severity(text(found, "alert.priority")),
            service=text(found, "alert.details.service", "alert.entity"),
            url=address(found, "alert.details.url"),
            text=text(found, "alert.note", "alert.description", most=1_000) or ("" if state != NOTED else action),
            who=text(found, "alert.username", "escalationNotify.name", "source.name"),
        )
    ]
