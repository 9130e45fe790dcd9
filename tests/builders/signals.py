"""Sources, and what they send, as it comes over the wire."""

from __future__ import annotations

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import reverse

from incidents.models import Incident
from signals import workflow
from signals.models import Sighting, Signal, Source
from tests.builders.incidents import STARTED
from tests.cast import Cast

# Public material that nobody on this project wrote; shared/data/README.md says what it is.
CORPUS = Path(os.environ.get("DEBRIEF_CORPUS", "../shared/data"))


class Hook:
    """A source with the address that only its maker knows."""

    def __init__(self, source: Source, token: str) -> None:
        self.source, self.token = source, token
        self.address = reverse("signals:receive", args=[source.pk, token])

    def post(self, body: Any, **headers: str) -> Any:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return Client().post(self.address, raw, content_type="application/json", headers=headers)


def a_hook(cast: Cast, sender: str = "alertmanager", *, secret: str = "", **rule: Any) -> Hook:
    name = f"{sender} {Source.objects.count() + 1}"
    source, token = workflow.add_source(by=cast.root, name=name, sender=sender, secret=secret)
    if rule:
        workflow.set_rule(source, by=cast.root, **rule)
    return Hook(Source.objects.get(pk=source.pk), token)


def an_alert(
    name: str = "Card latency", *, ends_at: datetime | None = None, starts_at: datetime = STARTED, **labels: str
) -> dict[str, Any]:
    """One alert as Alertmanager sends it; over when it says when it ended."""
    alert = {
        "status": "resolved" if ends_at else "firing",
        "labels": {"alertname": name, "severity": "critical", "service": "payment-api", **labels},
        "annotations": {"summary": f"{name} is too high"},
        "startsAt": starts_at.isoformat(),
        "endsAt": ends_at.isoformat() if ends_at else "0001-01-01T00:00:00Z",
        "generatorURL": "https://metrics.example/graph",
        "fingerprint": f"{name}:{sorted(labels.items())}",
    }
    return {"version": "4", "status": alert["status"], "alerts": [alert]}


def a_seen_signal(cast: Cast, incident: Incident) -> Signal:
    """What a pager said, and a rule or a person sees on this incident."""
    a_hook(cast).post(an_alert(f"Alert {Signal.objects.count()}"))
    workflow.sweep()
    signal: Signal = Signal.objects.latest("pk")
    Sighting.objects.create(signal=signal, incident=incident)
    return signal
