from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.notify import Telling
from activity.record import record
from incidents import audience
from incidents.models import Incident
from incidents.workflow.changes import locked, touch
from kit import clock
from kit.errors import Refused


@transaction.atomic
def decide_write_up(incident: Incident, *, by: User, decision: str, reason: str = "") -> Incident:
    """Record whether a write-up is needed: "full", "light" or "none". "none" needs a reason; every answer is kept."""
    policy.require("incidents.decide_write_up", by, incident)
    incident = locked(incident)
    if decision not in (Incident.Decision.FULL, Incident.Decision.LIGHT, Incident.Decision.NONE):
        raise Refused("Choose a full write-up, a light one, or none.")
    if decision == Incident.Decision.NONE and not reason.strip():
        raise Refused("Say why no write-up is needed. The reason is kept on the incident.")
    if (incident.decision, incident.decision_reason) == (decision, reason.strip()):
        return incident
    before = incident.decision
    incident.decision = decision
    incident.decision_reason = reason.strip()
    incident.decided_by = by
    incident.decided_at = clock.now()
    touch(incident, "decision", "decision_reason", "decided_by", "decided_at")
    told = [] if decision == Incident.Decision.NONE else audience.listed(incident)
    record(
        "incident.write_up_decided",
        incident,
        by=by,
        data={"decision": decision, "before": before, "reason": incident.decision_reason},
        notify=[Telling("write_up_needed", to=told, data={"decision": decision})],
    )
    return incident
