"""An incident that was over long before it came here: written down whole, and nobody is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident, Participation, Service, SeverityChange, TimelineEntry
from incidents.models.incident import MILESTONES
from incidents.workflow.changes import require_possible
from incidents.workflow.timeline import DETAILS, MOST_ENTRIES
from kit import clock
from kit.errors import Refused
from kit.sequences import next_number


@transaction.atomic
def take_in(
    *,
    by: User,
    title: str,
    severity: str,
    times: Mapping[str, datetime | None],
    services: Iterable[Service] = (),
    entries: Sequence[Mapping[str, Any]] = (),
    source: str = "",
    **details: Any,
) -> Incident:
    """Milestones may contradict each other: they are kept as they were told, and flagged wherever they are shown.

    `entries` are fields of the timeline's entries; a milestone that one proves has that entry's time.
    """
    policy.require("incidents.declare", by)
    _require_sane(title, severity, times, entries)
    named = {f"{name}_at": times.get(name) for name in MILESTONES}
    incident = _over(by, title=title.strip(), severity=severity, **named, **details)
    now = incident.declared_at
    chosen = list(services)
    incident.services.set(chosen)
    incident.teams.set({service.team for service in chosen})
    TimelineEntry.objects.bulk_create(
        TimelineEntry(incident=incident, added_by=by, added_at=now, changed_at=now, **each) for each in entries
    )
    record("incident.imported", incident, by=by, data={"source": source, "entries": len(entries)})
    return incident


def _over(by: User, **fields: Any) -> Incident:
    """Resolved, and its write-up decided on: it is there."""
    now = clock.now()
    incident = Incident.objects.create(
        number=next_number("incident_number"),
        status=Incident.Status.RESOLVED,
        declared_by=by,
        declared_at=now,
        changed_at=now,
        decision=Incident.Decision.FULL,
        decision_reason="Its write-up was imported.",
        decided_by=by,
        decided_at=now,
        **fields,
    )
    SeverityChange.objects.create(incident=incident, severity=incident.severity, at=now, by=by)
    Participation.objects.create(incident=incident, user=by, role=Participation.Role.READER)
    return incident


def _require_sane(
    title: str, severity: str, times: Mapping[str, datetime | None], entries: Sequence[Mapping[str, Any]]
) -> None:
    if not title.strip():
        raise Refused("An incident needs a title.")
    if severity not in Incident.Severity.values:
        raise Refused("Choose a severity from SEV1 to SEV4.")
    if times.get("started") is None:
        raise Refused("Say when it started.")
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"A timeline holds at most {MOST_ENTRIES:,} entries, and this one has {len(entries):,}.")
    for each in entries:
        if unknown := set(each) - DETAILS:
            raise TypeError(f"an entry has no {', '.join(sorted(unknown))}")
        if not each["text"].strip():
            raise Refused("Say what happened.")
    for at in (*times.values(), *(each["at"] for each in entries)):
        if at is not None:
            require_possible(at)
