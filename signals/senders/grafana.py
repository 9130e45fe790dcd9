"""Grafana: unified alerting sends Alertmanager's shape, the alerting before it one rule in each body."""

from __future__ import annotations

from collections.abc import Mapping

from signals.heard import ERROR, FIRING, NOTED, RESOLVED, Heard, Unreadable
from signals.reading import address, fingerprint, moment, named, parsed, severity, text
from signals.senders.alertmanager import read_alerts

STATES = {"alerting": FIRING, "no_data": FIRING, "ok": RESOLVED, "paused": NOTED, "pending": NOTED}


def read(headers: Mapping[str, str], body: bytes) -> list[Heard]:
    found = parsed(body)
    if "alerts" in found:
        return read_alerts(found, sender="grafana")
    state = text(found, "state").lower()
    if "ruleId" not in found or not state:
        raise Unreadable("There is neither a list of alerts nor a rule with its state in it.")
    known = STATES.get(state, NOTED)
    return [
        Heard(
            id=named(text(found, "orgId"), text(found, "ruleId"), state, fingerprint(found)),
            key=named("grafana", text(found, "orgId"), text(found, "ruleId")),
            title=text(found, "ruleName", "title") or "Rule without a name",
            state=known,
            # It says no time at all: it is taken to mean now.
            at=moment(found, "time"),
            severity=severity(text(found, "tags.severity")) or (ERROR if known == FIRING else ""),
            service=text(found, "tags.service"),
            url=address(found, "ruleUrl"),
            text=text(found, "message", most=1_000),
        )
    ]
