"""A tracker's knocks and what is found by asking."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kit import clock
from tests.cast import Cast
from tests.tickets.conftest import a_tracker, fresh
from tests.tickets.trackers import tracker_site
from tickets.asking import ask_all
from tickets.comparing import sweep
from tickets.models import Ticket, Tracker


def knock(tracker: Tracker, body: bytes) -> int:
    answer = Client().post(reverse("tickets:knock", args=[tracker.door]), body, content_type="application/json")
    return answer.status_code


@pytest.mark.parametrize(
    "body",
    [
        {"webhookEvent": "jira:issue_updated", "issue": {"key": "PAY-1", "fields": {"summary": "A lie"}}},
        {"webhookEvent": "comment_created", "comment": {"body": "x"}, "issue": {"id": "1", "key": "PAY-1"}},
    ],
)
def test_a_knock_has_the_ticket_looked_at_and_nothing_believed(cast: Cast, linked: Any, body: dict[str, Any]) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        assert knock(ticket.tracker, json.dumps(body).encode()) == 202
        assert fresh(ticket).wanted_at is not None
        assert sweep() == 1
    assert fresh(action).title == "Alert on a full pool"


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"\xff", b'{"issue": 7}', b'{"issue": {}}', b"[" * 100_000])
def test_a_strange_knock_harms_nothing(cast: Cast, linked: Any, body: bytes) -> None:
    with tracker_site() as site:
        _, ticket = linked(site)
        assert knock(ticket.tracker, body) == 202
        assert fresh(ticket).wanted_at is None


def test_a_wrong_door_is_no_door(cast: Cast) -> None:
    assert knock(Tracker(door="guessed"), b"{}") == 404


@pytest.mark.parametrize("provider", ["jira_cloud", "jira_dc", "github"])
def test_what_nobody_knocked_about_is_found_by_asking(cast: Cast, linked: Any, provider: str) -> None:
    with tracker_site(provider) as site:
        action, ticket = linked(site, provider)
        site.issues[1].title = "Theirs"
        assert ask_all() == 1
        sweep()
        assert ask_all() == 0, "not again within ten minutes"
        assert ask_all(clock.now() + timedelta(minutes=11)) == 1
    assert fresh(action).title == "Theirs"


def test_a_tracker_that_cannot_be_asked_says_so(cast: Cast) -> None:
    with tracker_site() as site:
        tracker = a_tracker(cast, site, secret="wrong")
        assert ask_all() == 0
    assert "401" in fresh(tracker).outcome
    assert not Ticket.objects.exists()
