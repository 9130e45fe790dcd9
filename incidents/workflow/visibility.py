from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.notify import Telling
from activity.record import record
from incidents import audience
from incidents.models import GlassBreak, Incident
from incidents.workflow.changes import bump, locked
from incidents.workflow.people import admit
from kit import clock
from kit.errors import Refused

OPEN_FOR = timedelta(hours=24)


@transaction.atomic
def change_visibility(incident: Incident, *, by: User, visibility: str) -> Incident:
    """Applies at once to everything that hangs on the incident. Whoever narrows it stays able to see it."""
    policy.require("incidents.change_visibility", by, incident)
    incident = locked(incident)
    if visibility not in Incident.Visibility.values:
        raise Refused("Choose who can see this incident.")
    before = incident.visibility
    if before == visibility:
        return incident
    if visibility == Incident.Visibility.TEAM and not incident.teams.exists():
        raise Refused("No team is involved yet. Name one first, then limit the incident to the teams involved.")
    incident.visibility = visibility
    bump(incident, "visibility")
    admit(incident, by=by, user=by)
    data = {"before": before, "visibility": visibility}
    record("incident.visibility_changed", incident, by=by, data=data)
    return Incident.objects.get(pk=incident.pk)


@transaction.atomic
def break_glass(incident: Incident, *, by: User, reason: str) -> GlassBreak:
    """Open a restricted incident to an administrator for a day; everybody listed on it is told who and why."""
    policy.require("incidents.break_glass", by, incident)
    incident = locked(incident)
    if incident.visibility != Incident.Visibility.RESTRICTED:
        raise Refused("This incident is not restricted.")
    if not reason.strip():
        raise Refused("Say why you need to open this. The people listed on it will read the reason.")
    now = clock.now()
    breaking = GlassBreak.objects.create(
        incident=incident, user=by, reason=reason.strip(), at=now, until=now + OPEN_FOR
    )
    record(
        "incident.glass_broken",
        incident,
        by=by,
        data={"reason": reason.strip()},
        notify=[Telling("glass_broken", to=audience.listed(incident))],
    )
    return breaking
