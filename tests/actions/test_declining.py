"""An owner says no: never silently ownerless, and the lead is asked until somebody has it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actions import workflow
from actions.models import Action
from activity import delivery
from activity.models import Notice
from kit import clock
from kit.errors import Refused
from tests.builders.actions import an_action
from tests.cast import Cast, signed_in

# A Wednesday.
SAID = datetime(2025, 11, 12, 10, tzinfo=UTC)


@pytest.fixture
def declined(cast: Cast) -> Action:
    action = an_action(cast)
    with clock.at(SAID):
        return workflow.decline(action, by=cast.bob, reason="I am away until Christmas.")


def asked() -> list[tuple[str, int]]:
    rows = Notice.objects.filter(kind="action_declined", channel="inbox").select_related("recipient").order_by("pk")
    return [(row.recipient.handle, row.data["again"]) for row in rows]


def test_it_keeps_its_owner_its_deadline_and_its_ladder(cast: Cast, declined: Action) -> None:
    assert declined.owner == cast.bob and declined.next_step_at is not None and asked() == [("alice", 0)]
    page = signed_in(cast.alice).get(declined.get_absolute_url()).content.decode()
    assert "@bob</strong>" in page or "@bob said no." in page
    assert "I am away until Christmas." in page and "Hand over" in page
    listed = signed_in(cast.alice).get("/actions/").content.decode()
    assert "@bob said no: needs another owner" in listed


def test_the_lead_is_asked_again_and_from_the_second_time_the_manager_too(cast: Cast, declined: Action) -> None:
    at = SAID
    while at < SAID + timedelta(days=20):
        with clock.at(at):
            workflow.open_declined()
        at += timedelta(hours=4)
    # After two working days, on Friday; then on each Friday.
    assert asked() == [("alice", 0), ("alice", 1), ("alice", 2), ("erin", 2), ("alice", 3), ("erin", 3)]
    with clock.at(at):
        assert workflow.open_declined() == 0


def test_a_new_owner_ends_it(cast: Cast, declined: Action) -> None:
    with clock.at(SAID + timedelta(days=2)):
        workflow.open_declined()
        action = workflow.edit(declined, by=cast.alice, version=None, owner=cast.alice)
        delivery.sweep(at=SAID + timedelta(days=6))
    assert action.owner == cast.alice and action.declined_at is None and action.decline_reason == ""
    skipped = Notice.objects.filter(kind="action_declined", state="skipped")
    assert {row.outcome for row in skipped} == {"It has found an owner, or was closed."}
    with clock.at(SAID + timedelta(days=30)):
        assert workflow.open_declined() == 0


def test_its_owner_may_take_it_back_and_nobody_else_may_decline(cast: Cast, declined: Action) -> None:
    browser = signed_in(cast.bob)
    assert "I will do it after all" in browser.get(declined.get_absolute_url()).content.decode()
    browser.post(f"/actions/{declined.number}/take-back/")
    assert Action.objects.get().declined_at is None
    assert browser.post(f"/actions/{declined.number}/decline/", {"reason": " "}).status_code == 422
    browser.post(f"/actions/{declined.number}/decline/", {"reason": "No time after all."})
    assert Action.objects.get().decline_reason == "No time after all."
    with pytest.raises(PermissionDenied):
        workflow.decline(declined, by=cast.alice, reason="Not mine")
    workflow.complete(declined, by=cast.bob, evidence="Live.")
    with pytest.raises(Refused):
        workflow.decline(declined, by=cast.bob, reason="Too late")


def test_the_words_of_a_restricted_one_stay_out_of_mail(cast: Cast, settings: Any) -> None:
    from activity.models import Mail
    from tests.builders.incidents import an_incident

    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    secret = an_incident(cast, visibility="restricted", title="Keys exposed")
    action = an_action(cast, incident=secret, title="Rotate the leaked keys", running=True)
    workflow.decline(action, by=cast.bob, reason="The canary is mine no more.")
    delivery.sweep()
    mail = Mail.objects.get(recipients=cast.alice.email, title__contains="another owner")
    assert action.code in mail.text and "canary" not in mail.text and "leaked" not in mail.title + mail.text
