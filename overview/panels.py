"""What the pages of people and teams show of incidents and actions, which lie above accounts."""

from django.urls import reverse

from accounts import panels
from accounts.models import Team, User
from accounts.panels import Holding, Line, Panel
from actions.models import Action
from incidents.models import Service


def services(team: Team, reader: User) -> Panel:
    rows = Service.objects.visible_to(reader).current().filter(team=team)
    return Panel(
        title="Services",
        lines=[Line(service.name, service.get_absolute_url(), service.get_tier_display()) for service in rows],
        empty="The team looks after no service yet.",
        href=reverse("incidents:services"),
        more="All services",
    )


def open_actions(user: User, reader: User) -> Holding:
    """Open actions the reader may know of; those on restricted incidents stay with the people listed there."""
    count = Action.objects.visible_to(reader).open().filter(owner=user).count()
    what = "open action item needs another owner" if count == 1 else "open action items need another owner"
    return Holding(count, what, f"{reverse('actions:index')}?owner={user.handle}")


def register() -> None:
    panels.team_panels.append(services)
    panels.holdings.append(open_actions)
