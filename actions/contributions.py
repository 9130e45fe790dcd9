"""What pages below this app show of actions: on the incident, the team and the person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts import panels as people
from accounts import policy
from accounts.models import Team, User
from actions import ladder
from actions.models import Action
from incidents import panels as incidents
from kit import clock

if TYPE_CHECKING:
    from accounts.request import Request
    from incidents.models import Incident

MOST = 6


def on_incident(request: Request, incident: Incident) -> SafeString | None:
    """Its actions, the open ones first, and the door to another."""
    rows = Action.objects.visible_to(request.user).filter(incident=incident).select_related("owner")
    actions = list(rows.order_by(F("closed_at").desc(nulls_first=True), "due_on", "pk")[: MOST + 1])
    may_create = policy.allows("actions.create", request.user)
    if not actions and not may_create:
        return None
    context = {"incident": incident, "actions": actions[:MOST], "has_more": actions[MOST:], "may_create": may_create}
    return render_to_string("actions/_on_incident.html", context, request=request)


def of_team(team: Team, reader: User) -> people.Panel:
    """The team's overdue actions, the oldest first: for its standup."""
    today = clock.today(reader.zone)
    late = Action.objects.visible_to(reader).overdue(on=today).filter(team=team).select_related("owner")
    lines = [
        people.Line(
            action.title,
            action.get_absolute_url(),
            f"Week {ladder.week_overdue(action.due_on, today)}, {action.owner or 'no owner'}" if action.due_on else "",
        )
        for action in late.order_by("due_on", "pk")[:MOST]
    ]
    href = reverse("actions:standup", args=[team.slug])
    return people.Panel("Overdue actions", lines, "No action of this team is overdue.", href, "This week")


def held_by(user: User, reader: User) -> people.Holding:
    """Open actions that need a new owner when this person goes."""
    count = Action.objects.visible_to(reader).open().filter(owner=user).count()
    href = f"{reverse('actions:index')}?owner={user.handle}"
    return people.Holding(count, "open action" if count == 1 else "open actions", href)


def register() -> None:
    incidents.register("aside", on_incident, rank=50)
    people.team_panels.append(of_team)
    people.holdings.append(held_by)
