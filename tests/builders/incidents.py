"""Incidents as tests need them, made by the verbs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from incidents import workflow
from incidents.models import Incident, TimelineEntry
from tests.cast import Cast

STARTED = datetime(2025, 11, 10, 10, 30, tzinfo=UTC)


def at(minutes: int) -> datetime:
    """So many minutes after the incident of these builders started."""
    return STARTED + timedelta(minutes=minutes)


def an_incident(cast: Cast, **details: Any) -> Incident:
    """Alice's SEV2 on the payment API, open, with nothing recorded."""
    given: dict[str, Any] = {
        "by": cast.alice,
        "title": "Card payments time out",
        "severity": "sev2",
        "started_at": STARTED,
        "services": [cast.payment_api],
    }
    return workflow.declare(**{**given, **details})


def a_resolved_incident(cast: Cast, **details: Any) -> Incident:
    """Resolved after 135 minutes, with every milestone set."""
    incident = an_incident(cast, **details)
    minutes = {"detected": 2, "engaged": 5, "understood": 45, "fix_decided": 55, "restored": 80, "resolved": 135}
    times = {name: incident.started_at + timedelta(minutes=after) for name, after in minutes.items()}
    incident = workflow.set_milestones(incident, by=cast.alice, times=times)
    return workflow.resolve(incident, by=cast.alice, at=times["resolved"])


def an_entry(
    incident: Incident, cast: Cast, minutes: int = 0, text: str = "Errors rise", **details: Any
) -> TimelineEntry:
    given: dict[str, Any] = {"by": cast.alice, "at": incident.started_at + timedelta(minutes=minutes), "text": text}
    return workflow.add_entry(incident, **{**given, **details})
