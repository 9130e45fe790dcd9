"""Thirty and ninety days after it was done: did it help? Asked once each, answered in words."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from accounts import workflow as people
from actions import workflow
from actions.models import Action, Check
from activity import delivery
from activity.models import Notice
from kit import clock
from kit.errors import Refused
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in

DONE = days_late(-2)


@pytest.fixture
def action(cast: Cast) -> Action:
    incident = an_incident(cast, services=[cast.payment_api])
    an_action(cast, incident=incident)
    with clock.at(DONE):
        workflow.start_clocks(incident, by=cast.alice)
        return workflow.complete(Action.objects.get(), by=cast.bob, evidence="Both alerts fired.")


def after(days: float) -> Any:
    return clock.at(DONE + timedelta(days=days))


def asked() -> list[tuple[int, str, str]]:
    rows = Notice.objects.filter(kind="action_check").order_by("pk").select_related("recipient")
    return [(row.data["days"], row.recipient.handle, row.channel) for row in rows]


def tick(first: int, last: int) -> None:
    for day in range(first, last):
        with after(day):
            workflow.open_checks()
            delivery.sweep()


def test_it_asks_the_owner_once_after_each_time(cast: Cast, action: Action) -> None:
    tick(0, 130)
    assert asked() == [(days, "bob", channel) for days in (30, 90) for channel in ("inbox", "email")]
    assert list(Check.objects.values_list("days", flat=True)) == [30, 90]


def test_it_asks_whoever_leads_when_the_owner_has_gone(cast: Cast, action: Action) -> None:
    with after(10):
        people.deactivate(cast.bob, by=cast.root)
    tick(29, 32)
    assert {who for _, who, _ in asked()} == {"alice"}
    with after(40):
        assert "Did it help?" in signed_in(cast.alice).get("/").content.decode()


def test_it_leaves_nothing_half_asked_when_killed(cast: Cast, action: Action) -> None:
    for _ in range(3):
        with after(31), pytest.raises(RuntimeError), transaction.atomic():
            workflow.open_checks()
            raise RuntimeError("killed before the commit")
        assert not asked() and not Check.objects.exists()
    with after(31):
        assert [workflow.open_checks(), workflow.open_checks()] == [1, 0]
    assert len(asked()) == 2


def test_it_does_not_ask_about_what_was_done_long_ago_nor_dropped(cast: Cast, action: Action) -> None:
    with clock.at(DONE):
        workflow.drop(an_action(cast), by=cast.bob, rationale="The pool is gone.")
    with after(200):
        assert workflow.open_checks() == 0


def test_it_shows_what_happened_to_the_same_services_since(cast: Cast, action: Action) -> None:
    with after(12):
        an_incident(cast, title="Declined again", started_at=clock.now(), services=[cast.payment_api])
        an_incident(cast, title="Elsewhere", started_at=clock.now(), services=[cast.search_index])
        an_incident(cast, title="Secret", started_at=clock.now(), visibility="restricted")
    tick(30, 31)
    with after(31):
        html = signed_in(cast.bob).get(f"{action.get_absolute_url()}check/").content.decode()
    assert "Declined again" in html and "Elsewhere" not in html and "Secret" not in html


def test_it_is_answered_on_its_page_and_counted(cast: Cast, action: Action) -> None:
    tick(30, 31)
    client, address = signed_in(cast.bob), action.get_absolute_url()
    with after(31):
        assert f"{address}check/" in client.get("/").content.decode()
        assert f"{address}check/" in client.get(address).content.decode()
        assert client.post(f"{address}check/", {"days": 30}).status_code == 422
        assert client.post(f"{address}check/", {"days": 30, "answer": "not"}).status_code == 422
        assert client.post(f"{address}check/", {"days": 30, "answer": "effective"}).status_code == 302
        assert "Effective" in client.get(address).content.decode()
        assert f"{address}check/" not in client.get("/").content.decode()
        assert client.get(f"{address}check/").status_code == 409
        assert "1 of 1 answered" in client.get("/actions/?state=done").content.decode()


def test_what_did_not_help_is_taken_up_again_with_the_reason(cast: Cast, action: Action) -> None:
    tick(30, 31)
    with after(31):
        due_on = (clock.now() + timedelta(days=14)).date()
        data = {"days": 30, "answer": "not", "note": "The pool ran dry again.", "due_on": due_on.isoformat()}
        assert signed_in(cast.bob).post(f"{action.get_absolute_url()}check/", data).status_code == 302
        action.refresh_from_db()
        assert (action.state, action.due_on, action.moved) == ("todo", due_on, 1)
        assert Check.objects.get().answer == "not" and action.next_step_at
        workflow.complete(action, by=cast.bob, evidence="The limit is higher.")
    tick(31, 70)
    assert [days for days, *_ in asked()] == [30, 30, 30, 30]  # the second completion is asked about anew


def test_it_keeps_quiet_when_it_was_taken_up_again(cast: Cast, action: Action) -> None:
    with after(30):
        workflow.open_checks()
        workflow.reopen(action, by=cast.bob, reason="It fell out of the release.", due_on=days_late(60).date())
        check = Check.objects.get()
        with pytest.raises(Refused, match="taken up again"):
            workflow.answer_check(check, by=cast.bob, answer="effective")
    with after(31):
        delivery.sweep()
    assert set(Notice.objects.filter(kind="action_check").values_list("state", flat=True)) == {"skipped"}
