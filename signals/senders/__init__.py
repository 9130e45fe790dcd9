"""One module per sender; each reads headers and body and knows nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from signals.heard import Heard, Unreadable
from signals.senders import (
    alertmanager,
    datadog,
    generic,
    github,
    grafana,
    jira,
    newrelic,
    opsgenie,
    pagerduty,
    sentry,
    statuspage,
)

Reader = Callable[[Mapping[str, str], bytes], list[Heard]]


@dataclass(frozen=True)
class Sender:
    """`signed` says how its messages prove where they come from, `where` where its settings ask for our address."""

    label: str
    read: Reader | None
    signed: str
    where: str


SENDERS = {
    "pagerduty": Sender("PagerDuty", pagerduty.read, "pagerduty", "Integrations › Generic webhooks (v3)"),
    "opsgenie": Sender("Opsgenie", opsgenie.read, "bearer", "Settings › Integrations › Webhook"),
    "alertmanager": Sender("Prometheus Alertmanager", alertmanager.read, "bearer", "receivers › webhook_configs › url"),
    "grafana": Sender("Grafana", grafana.read, "grafana", "Alerting › Contact points › Webhook"),
    "statuspage": Sender("Statuspage", statuspage.read, "", "Notifications › Webhook subscribers"),
    "datadog": Sender("Datadog", datadog.read, "bearer", "Integrations › Webhooks"),
    "sentry": Sender("Sentry", sentry.read, "sentry", "Settings › Custom integrations › Webhook URL"),
    "newrelic": Sender("New Relic", newrelic.read, "bearer", "Alerts › Destinations › Webhook"),
    "github": Sender("GitHub", github.read, "github", "Repository › Settings › Webhooks, content type JSON"),
    "jira": Sender("Jira", jira.read, "jira", "System › Webhooks"),
    "generic": Sender("Anything else (JSON, CloudEvents)", None, "standard", "Wherever it posts JSON to an address"),
}


def read(sender: str, headers: Mapping[str, str], body: bytes, mapping: Mapping[str, Any]) -> list[Heard]:
    """What a body says; headers are lower-case. Raises Unreadable, and nothing else whatever was sent."""
    try:
        reader = SENDERS[sender].read
        return reader(headers, body) if reader else generic.read(headers, body, mapping)
    except Unreadable:
        raise
    except Exception as error:
        # Somebody else's format, in a shape nobody has seen: it is kept, and shown as not understood.
        raise Unreadable(f"It has a shape that is not known ({type(error).__name__}).") from error
