"""Sentry: an issue whose state changed, an event that an alert rule chose, or what its old plugin sends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signals.heard import ACKNOWLEDGED, FIRING, NOTED, RESOLVED, Heard, Unreadable
from signals.reading import address, moment, named, parsed, severity, text

ISSUES = {
    "created": FIRING,
    "unresolved": FIRING,
    "resolved": RESOLVED,
    "assigned": ACKNOWLEDGED,
    "ignored": NOTED,
    "archived": NOTED,
}
METRICS = {"critical": FIRING, "warning": FIRING, "resolved": RESOLVED}


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    data = found["data"] if isinstance(found.get("data"), dict) else {}
    for name, reader in (("issue", _issue), ("event", _event), ("metric_alert", _metric)):
        if isinstance(data.get(name), dict):
            return [reader(found, data[name])]
    if isinstance(found.get("event"), dict):
        return [_plugin(found)]
    raise Unreadable("It is neither about an issue nor about an event.")


def _issue(found: dict[str, Any], issue: dict[str, Any]) -> Heard:
    action, about = text(found, "action"), text(issue, "id")
    if not about:
        raise Unreadable("The issue has no id.")
    # Only its first event has a time of its own; later changes say when it was seen last, which can be long before.
    times = ("firstSeen", "lastSeen") if action == "created" else ("statusDetails.changedAt", "lastSeen")
    return Heard(
        id=named("issue", about, action, text(issue, "lastSeen"), text(issue, "status")),
        key=named("sentry", about),
        title=text(issue, "title", "metadata.title") or f"Sentry issue {about}",
        state=ISSUES.get(action, NOTED),
        at=moment(issue, *times),
        severity=severity(text(issue, "level")),
        service=text(issue, "project.slug", "project.name"),
        url=address(issue, "permalink", "web_url"),
        text=text(issue, "culprit"),
        who=text(found, "actor.name"),
    )


def _event(found: dict[str, Any], event: dict[str, Any]) -> Heard:
    about = text(event, "issue_id") or _issue_of(text(event, "issue_url")) or text(event, "event_id", "id")
    return Heard(
        id=named("event", text(event, "event_id", "id")),
        key=named("sentry", about),
        title=text(event, "title", "message", "logentry.formatted") or "Sentry event without a title",
        state=FIRING,
        at=moment(event, "datetime", "timestamp", "received"),
        severity=severity(text(event, "level")),
        service=text(event, "project_slug", "project_name", "project"),
        url=address(event, "web_url", "issue_url"),
        text=text(event, "culprit") or text(found, "data.triggered_rule"),
    )


def _issue_of(url: str) -> str:
    """Of ".../issues/1234/", which events of older integrations name and nothing else."""
    return url.partition("/issues/")[2].partition("/")[0]


def _metric(found: dict[str, Any], alert: dict[str, Any]) -> Heard:
    action, about = text(found, "action"), text(alert, "id", "identifier")
    return Heard(
        id=named("metric", about, action, text(alert, "date_created", "dateCreated"), text(alert, "date_closed")),
        key=named("sentry", "metric", about),
        title=text(found, "data.description_title") or text(alert, "title", "alert_rule.name") or "Metric alert",
        state=METRICS.get(action, NOTED),
        at=moment(alert, "date_closed" if action == "resolved" else "date_detected", "date_started"),
        severity=severity(action) if action != "resolved" else "",
        service=text(alert, "projects.0"),
        url=address(found, "data.web_url"),
        text=text(found, "data.description_text"),
    )


def _plugin(found: dict[str, Any]) -> Heard:
    event = found["event"]
    one = text(event, "event_id", "id") or text(found, "id")
    if not one:
        raise Unreadable("The event has no id.")
    said = text(event, "title", "metadata.title") or text(found, "message") or text(event, "logentry.formatted")
    return Heard(
        id=named("event", one),
        key=named("sentry", text(found, "id") or one),
        title=said or text(found, "culprit") or "Sentry event without a title",
        state=FIRING,
        at=moment(event, "timestamp", "datetime", "received"),
        severity=severity(text(found, "level"), text(event, "level")),
        service=text(found, "project_slug", "project", "project_name"),
        url=address(found, "url"),
        text=text(found, "culprit"),
    )
