"""New Relic: an issue (workflows) or a violation (the alerts before them) that changed its state."""

from __future__ import annotations

from collections.abc import Mapping

from signals.heard import ACKNOWLEDGED, FIRING, NOTED, RESOLVED, Heard, Unreadable
from signals.reading import address, moment, named, parsed, severity, text

STATES = {
    "open": FIRING,
    "created": FIRING,
    "activated": FIRING,
    "active": FIRING,
    "acknowledged": ACKNOWLEDGED,
    "closed": RESOLVED,
}


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    said = text(found, "state", "current_state", "issueState")
    about = _incident(address(found, "issueUrl", "incident_url", "issuePageUrl")) or text(
        found, "incident_id", "issueId", "id"
    )
    if not said or not about:
        raise Unreadable("It does not say which issue is in which state.")
    state = STATES.get(said.lower(), NOTED)
    times: tuple[str, ...] = ("createdAt", "timestamp")
    if state == RESOLVED:
        times = ("closedAt", "updatedAt", *times)
    elif state == ACKNOWLEDGED:
        times = ("acknowledgedAt", "updatedAt", *times)
    return [
        Heard(
            id=named(text(found, "id") or about, said.lower(), text(found, *times)),
            key=named("newrelic", about),
            title=text(found, "condition_name", "title", "alertConditionNames.0", "issueTitle", "details")
            or f"New Relic issue {about}",
            state=state,
            at=moment(found, *times),
            severity=severity(text(found, "severity", "priority")),
            service=text(found, "impactedEntities.0", "entitiesData.names.0", "targets.0.name"),
            url=address(found, "issueUrl", "incident_url", "issuePageUrl"),
            text=text(found, "details", most=1_000) or (said if state == NOTED else ""),
            who=text(found, "owner"),
        )
    ]


def _incident(url: str) -> str:
    """Of ".../incidents/1234": notifications of one issue have ids of their own, and share this."""
    _, mark, rest = url.partition("/incidents/")
    return rest.split("/")[0].split("?")[0] if mark else ""
