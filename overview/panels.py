"""What the pages of teams show of the services, which lie above accounts."""

from django.urls import reverse

from accounts import panels
from accounts.models import Team, User
from accounts.panels import Line, Panel
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


def register() -> None:
    panels.team_panels.append(services)
