"""The course of an incident: its severity and its status."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident, SeverityChange, TimelineEntry
from incidents.workflow.changes import bump, locked, news, require_possible
from kit import clock
from kit.errors import Refused


@transaction.atomic
def change_severity(incident: Incident, *, by: User, severity: str, reason: str = "") -> Incident:
    """Every severity is kept with its time; setting the present one again changes nothing."""
    policy.require("incidents.change_status", by, incident)
    incident = locked(incident)
    if severity not in Incident.Severity.values:
        raise Refused("Choose a severity from SEV1 to SEV4.")
    before = incident.severity
    if before == severity:
        return incident
    incident.severity = severity
    bump(incident, "severity")
    SeverityChange.objects.create(incident=incident, severity=severity, at=clock.now(), by=by, reason=reason)
    data = {"before": before, "severity": severity}
    record(
        "incident.severity_changed",
        incident,
        by=by,
        data={**data, "reason": reason},
        notify=news(incident, "severity", **data),
    )
    return incident


@transaction.atomic
def mitigate(incident: Incident, *, by: User, at: datetime | None = None) -> Incident:
    """Customers are served again: the milestone `restored` is set unless it already is."""
    policy.require("incidents.change_status", by, incident)
    incident = locked(incident)
    if incident.status != Incident.Status.OPEN:
        return incident
    return _arrive(incident, Incident.Status.MITIGATED, by, at, ("restored",))


@transaction.atomic
def resolve(incident: Incident, *, by: User, at: datetime | None = None) -> Incident:
    """The all-clear: the milestones `restored` and `resolved` are set unless they already are."""
    policy.require("incidents.change_status", by, incident)
    incident = locked(incident)
    if incident.status == Incident.Status.RESOLVED:
        return incident
    return _arrive(incident, Incident.Status.RESOLVED, by, at, ("restored", "resolved"))


@transaction.atomic
def reopen(incident: Incident, *, by: User, reason: str) -> Incident:
    """Back to open: the all-clear no longer holds, and the entry that proved it stays as an ordinary one."""
    policy.require("incidents.change_status", by, incident)
    incident = locked(incident)
    if incident.status == Incident.Status.OPEN:
        return incident
    if not reason.strip():
        raise Refused("Say why the incident is open again.")
    before = {"status": incident.status, "resolved_at": incident.resolved_at and incident.resolved_at.isoformat()}
    incident.status = Incident.Status.OPEN
    incident.resolved_at = None
    bump(incident, "status", "resolved_at")
    TimelineEntry.objects.kept().filter(incident=incident, milestone="resolved").update(milestone="")
    record(
        "incident.reopened",
        incident,
        by=by,
        data={"before": before, "reason": reason.strip()},
        notify=news(incident, "status", status="open"),
    )
    return incident


def _arrive(incident: Incident, status: str, by: User, at: datetime | None, milestones: tuple[str, ...]) -> Incident:
    at = at or clock.now()
    require_possible(at)
    incident.status = status
    for field in (f"{name}_at" for name in milestones):
        if getattr(incident, field) is None:
            setattr(incident, field, at)
    bump(incident, "status", *(f"{name}_at" for name in milestones))
    record(
        "incident.resolved" if status == Incident.Status.RESOLVED else "incident.mitigated",
        incident,
        by=by,
        data={"at": at.isoformat()},
        notify=news(incident, "status", status=status),
    )
    return incident
