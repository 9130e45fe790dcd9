from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.notify import Telling
from activity.record import record
from incidents.models import Incident, Participation
from incidents.workflow.changes import locked, touch
from kit.errors import Refused


@transaction.atomic
def list_person(incident: Incident, *, by: User, user: User, role: str) -> Participation:
    """Give a person a role on the incident; from then on they see it whatever its visibility."""
    policy.require("incidents.change_people", by, incident)
    incident = locked(incident)
    if not user.is_active:
        raise Refused(f"{user} has left and cannot be listed.")
    if role not in Participation.Role.values:
        raise Refused("Choose a role from the list.")
    return _list(incident, by=by, user=user, role=role)


@transaction.atomic
def unlist_person(incident: Incident, *, by: User, user: User, role: str) -> Incident:
    policy.require("incidents.change_people", by, incident)
    incident = locked(incident)
    listed = Participation.objects.filter(incident=incident)
    if incident.visibility == Incident.Visibility.RESTRICTED and not listed.exclude(user=user, role=role).exists():
        raise Refused("Somebody must stay listed, or nobody could open this incident any more.")
    if listed.filter(user=user, role=role).delete()[0]:
        touch(incident)
        record("incident.person_unlisted", incident, by=by, data={"handle": user.handle, "role": role})
    return incident


@transaction.atomic
def admit(incident: Incident, *, by: User, user: User) -> Incident:
    """Make sure the person can see the incident: list them as a reader if they could not."""
    if not Incident.objects.visible_to(user).filter(pk=incident.pk).exists():
        _list(locked(incident), by=by, user=user, role=Participation.Role.READER)
    return incident


def _list(incident: Incident, *, by: User, user: User, role: str) -> Participation:
    participation, is_new = Participation.objects.get_or_create(incident=incident, user=user, role=role)
    if is_new:
        touch(incident)
        data = {"handle": user.handle, "role": role}
        telling = Telling("incident_changed", to=[user], data={"change": "listed", "role": role})
        record("incident.person_listed", incident, by=by, data=data, notify=[telling])
    return participation
