"""Giving an action to a person."""

from __future__ import annotations

from accounts.models import Team, User
from accounts.roles import OrganisationRole
from actions.models import Action
from activity.notify import Telling
from incidents import workflow as incident_verbs
from incidents.models import Incident
from kit.errors import Refused


def require_able(owner: User) -> None:
    if not owner.is_active:
        raise Refused(f"@{owner.handle} was deactivated. Choose somebody who is here.")
    if owner.role == OrganisationRole.VIEWER:
        raise Refused(f"@{owner.handle} only reads here and could not finish it. Choose somebody who can.")


def admit(owner: User, incident: Incident | None, *, by: User) -> None:
    """Let the owner see what they own, whatever the incident's visibility."""
    if incident is not None and incident.visibility != Incident.Visibility.ORGANISATION:
        incident_verbs.admit(incident, by=by, user=owner)


def team_of(owner: User | None, incident: Incident | None) -> Team | None:
    """Whose action it is when nobody says: the owner's team among those involved, else either's first."""
    involved = list(Team.objects.filter(pk__in=incident.involved_team_ids).order_by("pk")) if incident else []
    own = list(Team.objects.open().filter(pk__in=owner.team_ids).order_by("pk")) if owner else []
    shared = [team for team in involved if team in own]
    return next(iter(shared or own or involved), None)


def assigned(action: Action, before_id: int | None = None) -> list[Telling]:
    """Tell a new owner; whoever takes an action for themselves knows."""
    if action.owner is None or action.owner_id == before_id:
        return []
    return [Telling("action_assigned", to=[action.owner])]


def settle(action: Action) -> None:
    """Whoever owns it now has not declined it."""
    action.declined_at, action.decline_reason = None, ""
