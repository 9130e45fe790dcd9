"""Prometheus Alertmanager: a group of alerts in each body, every alert an event of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from signals.heard import FIRING, RESOLVED, Heard, Unreadable
from signals.reading import address, fingerprint, moment, named, parsed, rows, severity, text


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    return read_alerts(parsed(body), sender="alertmanager")


def read_alerts(found: dict[str, Any], *, sender: str) -> list[Heard]:
    """Grafana's unified alerting sends the same shape."""
    alerts = rows(found, "alerts")
    if not alerts:
        raise Unreadable("There is no list of alerts in it.")
    return [_heard(found, alert, sender) for alert in alerts]


def _heard(found: dict[str, Any], alert: dict[str, Any], sender: str) -> Heard:
    labels: dict[str, Any] = {**_object(found, "commonLabels"), **_object(alert, "labels")}
    notes: dict[str, Any] = {**_object(found, "commonAnnotations"), **_object(alert, "annotations")}
    about = text(alert, "fingerprint") or fingerprint(labels)
    is_over = (text(alert, "status") or text(found, "status")).lower() == "resolved"
    started, ended = moment(alert, "startsAt"), moment(alert, "endsAt")
    name = text(labels, "alertname") or text(notes, "summary", "title") or text(found, "title")
    return Heard(
        id=named(about, "resolved" if is_over else "firing", text(alert, "startsAt"), ended if is_over else ""),
        key=named(sender, about),
        title=text(notes, "summary", "title") or name or "Alert without a name",
        state=RESOLVED if is_over else FIRING,
        at=(ended or None) if is_over else started,
        severity=severity(text(labels, "severity", "priority", "level")),
        service=text(labels, "service", "app", "application", "job", "namespace", "instance"),
        url=address(alert, "dashboardURL", "panelURL", "generatorURL") or address(found, "externalURL"),
        text=text(notes, "description", "message", most=1_000) or (name if name != text(notes, "summary") else ""),
    )


def _object(found: dict[str, Any], name: str) -> dict[str, Any]:
    value = found.get(name)
    return value if isinstance(value, dict) else {}
