"""What pages below show of learning: the incident what came before it, an action what was promised before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts import panels as people
from actions import panels as actions
from incidents import panels as incidents
from learning.models import ReadingItem

if TYPE_CHECKING:
    from accounts.models import Team, User
    from accounts.request import Request
    from actions.models import Action
    from incidents.models import Incident


def of_incident(request: Request, incident: Incident) -> SafeString:
    """Fetched by itself once the page is there: looking for likeness would be a fifth of the page's time."""
    return render_to_string("learning/_seen_before.html", {"incident": incident}, request=request)


def of_action(request: Request, action: Action) -> SafeString:
    """Fetched by itself, too: `learning.origins` asks a dozen things."""
    return render_to_string("learning/_origins_place.html", {"action": action}, request=request)


def reading_list(team: Team, reader: User) -> people.Panel:
    rows = ReadingItem.objects.visible_to(reader).filter(team=team).select_related("postmortem__incident", "external")
    return people.Panel(
        title="Reading list",
        lines=[people.Line(str(row), (row.postmortem or row.external).get_absolute_url(), row.why) for row in rows[:5]],
        empty="Nothing yet that newcomers should read first.",
        href=reverse("learning:reading_list", args=[team.slug]),
        more="The whole list",
    )


def register() -> None:
    people.team_panels.append(reading_list)
    actions.register(of_action, rank=20)
    incidents.register("aside", of_incident, rank=40)
