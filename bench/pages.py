"""Which pages are measured, and as whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Team, User
from actions.models import Action
from incidents.models import Incident, Service
from kit import clock, keyset
from postmortems.models import Postmortem

MANY = 24


@dataclass(frozen=True)
class Page:
    """`addresses` are pages of one sort, visited in turn."""

    name: str
    addresses: list[str]
    promised: bool = True


def reader() -> User:
    """A tech lead with a team, actions and an inbox of her own."""
    user: User = Team.objects.order_by("pk")[0].lead
    return user


def all_pages(user: User) -> list[Page]:
    return [
        Page("Home, mine", ["/"]),
        Page("Home, team", ["/?scope=team"]),
        *_incident_lists(user),
        Page("Incident", [f"/incidents/{each.reference}/" for each in _incidents(user, is_written_up=False)]),
        Page(
            "Incident, written up", [f"/incidents/{each.reference}/" for each in _incidents(user, is_written_up=True)]
        ),
        Page("Library", ["/library/"]),
        Page("Reviews", ["/reviews/"]),
        Page("Reading view", [f"/postmortems/{reference}/" for reference in published(user)]),
        *_action_lists(user),
        Page("Inbox", ["/inbox/"]),
        Page("Executive summaries", ["/summaries/"]),
        Page("Jump, by words", [f"/jump/?q={words}" for words in ("retry", "ledger", "failover", "carla")]),
        Page("Jump, by number", ["/jump/?q=4711", "/jump/?q=INC-812"]),
    ]


def published(user: User, count: int = MANY) -> list[str]:
    """References of write-ups from all over the years."""
    rows = Postmortem.objects.visible_to(user).published().filter(incident__severity__in=["sev1", "sev2"])
    numbers = list(rows.order_by("pk").values_list("incident__number", flat=True))
    return [f"INC-{number}" for number in numbers[:: max(1, len(numbers) // count)][:count]]


def queries(user: User, address: str) -> int:
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200, address
    return len(captured)


def _incidents(user: User, *, is_written_up: bool) -> list[Any]:
    rows = Incident.objects.visible_to(user).filter(postmortem__isnull=not is_written_up).order_by("pk")
    step = max(1, Incident.objects.count() // MANY // (10 if is_written_up else 1))
    return list(rows[::step][:MANY])


def _incident_lists(user: User) -> list[Page]:
    team, service = Team.objects.order_by("pk")[7], Service.objects.order_by("pk")[20]
    rare = {"severity": "sev1", "kind": "security", "status": "resolved"}
    base = "/incidents/"
    return [
        Page("Incidents", [base]),
        Page("Incidents, deep", [f"{base}?after={_cursor_in_the_middle(user)}"]),
        Page("Incidents, open", [f"{base}?status=unresolved"]),
        Page("Incidents, by team", [f"{base}?team={team.slug}"]),
        Page("Incidents, by service", [f"{base}?service={service.slug}"]),
        Page("Incidents, filtered", [f"{base}?{'&'.join(f'{k}={v}' for k, v in rare.items())}"]),
        Page("Incidents, most severe", [f"{base}?sort=severity"]),
        Page("Incidents, longest", [f"{base}?sort=longest"]),
        Page("Incidents, searched", [f"{base}?q={words}" for words in ("certificate", "ledger+gateway", "zzzz")]),
    ]


def _cursor_in_the_middle(user: User) -> str:
    middle = clock.now() - timedelta(days=900)
    rows = Incident.objects.visible_to(user).filter(started_at__lt=middle)
    return keyset.page(rows, ("-started_at", "-pk"), size=50).older


def _action_lists(user: User) -> list[Page]:
    base, team = "/actions/", Team.objects.order_by("pk")[0]
    rows = Action.objects.visible_to(user).open().order_by("pk")
    some = list(rows[:: max(1, Action.objects.open().count() // MANY)][:MANY])
    return [
        Page("Actions", [base]),
        Page("Actions, mine", [f"{base}?mine=1"]),
        Page("Actions, by team", [f"{base}?team={team.slug}"]),
        Page("Actions, week 4", [f"{base}?overdue=4"]),
        Page("Actions, filtered", [f"{base}?priority=high&category=testing"]),
        Page("Actions, closed", [f"{base}?state=done&sort=closed"]),
        Page("Actions, all by number", [f"{base}?state=all&sort=new"]),
        Page("Board, by rung", [f"{base}board/"]),
        Page("Board, by status", [f"{base}board/?columns=status"]),
        Page("Board, of a team", [f"{base}board/?team={team.slug}"]),
        Page("Action", [f"{base}{each.number}/" for each in some]),
    ]
