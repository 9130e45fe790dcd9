"""One request may change what the product changes by several verbs: they are done together, or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from api import lookups
from incidents import workflow
from incidents.models import Incident
from incidents.workflow.changes import locked, require_version


@transaction.atomic
def change_incident(incident: Incident, *, by: User, version: int, given: dict[str, Any]) -> Incident:
    """`given` holds the members of api.schemas.incidents.IncidentChange that were sent. Raises Stale."""
    incident = locked(incident)
    require_version(incident, version)
    given = dict(given)
    status, severity = given.pop("status", None), given.pop("severity", None)
    reason, times = given.pop("reason", ""), given.pop("milestones", None)
    for name, rows in (("services", lookups.services), ("teams", lookups.teams)):
        if name in given:
            given[name] = rows(given[name], by)
    if given:
        incident = workflow.edit(incident, by=by, version=version, **given)
    if severity is not None:
        incident = workflow.change_severity(incident, by=by, severity=severity, reason=reason)
    if times:
        incident = workflow.set_milestones(incident, by=by, times=times)
    return _arrive(incident, status, by=by, reason=reason) if status is not None else incident


def _arrive(incident: Incident, status: str, *, by: User, reason: str) -> Incident:
    if status == Incident.Status.OPEN:
        return workflow.reopen(incident, by=by, reason=reason)
    if status == Incident.Status.MITIGATED:
        return workflow.mitigate(incident, by=by)
    return workflow.resolve(incident, by=by)
