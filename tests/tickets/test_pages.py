"""Trackers and tickets, as people look after them."""

from __future__ import annotations

from typing import Any

from tests.builders.actions import an_action
from tests.cast import Cast, signed_in
from tests.tickets.conftest import a_tracker, fresh
from tests.tickets.trackers import tracker_site
from tickets import workflow
from tickets.comparing import sweep
from tickets.models import Ticket, Tracker

GIVEN = {
    "provider": "jira_cloud",
    "name": "Payments",
    "base": "https://acme.example",
    "place": "PAY",
    "login": "bot@acme.example",
    "secret": "s3cret-token",
    "user": "root",
}


def test_its_token_is_never_shown(cast: Cast) -> None:
    client = signed_in(cast.root)
    assert client.post("/settings/trackers/new/", GIVEN).status_code == 302
    tracker = Tracker.objects.get()
    for page in (tracker.get_absolute_url(), f"{tracker.get_absolute_url()}edit/", "/settings/trackers/"):
        assert "s3cret-token" not in client.get(page).content.decode()
    assert "s3cret-token" not in tracker.sealed_secret
    changed = {"name": "Other", "kind": "Task", "login": "", "secret": "", "user": "root", "version": 1}
    assert client.post(f"{tracker.get_absolute_url()}edit/", changed).status_code == 302
    assert fresh(tracker).reached().account.secret == "s3cret-token"


def test_it_refuses_what_it_cannot_call(cast: Cast) -> None:
    answer = signed_in(cast.root).post("/settings/trackers/new/", GIVEN | {"base": "https://a:b@acme.example"})
    assert answer.status_code == 422
    assert not Tracker.objects.exists()


def test_an_action_gets_its_ticket_and_loses_it(cast: Cast) -> None:
    action = an_action(cast, owner=cast.bob)
    client = signed_in(cast.bob)
    assert b'id="ticket"' not in client.get(action.get_absolute_url()).content, "where there is no tracker"
    with tracker_site() as site:
        tracker = a_tracker(cast, site)
        assert b"Make or link a ticket" in client.get(action.get_absolute_url()).content
        assert client.post(f"/actions/{action.number}/ticket/", {"tracker": tracker.pk, "key": ""}).status_code == 302
        sweep()
        assert b"PAY-1" in client.get(action.get_absolute_url()).content
        assert client.post(f"/actions/{action.number}/ticket/", {"tracker": tracker.pk}).status_code == 422
        ticket = Ticket.objects.get()
        assert signed_in(cast.carol).post(f"/tickets/{ticket.pk}/unlink/").status_code == 403
        assert client.post(f"/tickets/{ticket.pk}/unlink/").status_code == 302
    assert b">PAY-1<" not in client.get(action.get_absolute_url()).content


def test_it_says_that_its_tracker_is_paused(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
    workflow.pause_tracker(ticket.tracker, by=cast.root)
    shown = signed_in(cast.bob).get(action.get_absolute_url()).content.decode()
    assert "Its tracker is paused" in shown and "Compare now" not in shown
    assert "Nothing is compared" in signed_in(cast.root).get(ticket.tracker.get_absolute_url()).content.decode()


def test_an_administrator_sees_whether_it_answers(cast: Cast) -> None:
    client = signed_in(cast.root)
    with tracker_site() as site:
        tracker = a_tracker(cast, site)
        page = client.post(f"/settings/trackers/{tracker.pk}/check/", follow=True).content.decode()
        assert "knows us as Debrief bot" in page
    page = client.post(f"/settings/trackers/{tracker.pk}/check/", follow=True).content.decode()
    assert "It does not work yet" in page
