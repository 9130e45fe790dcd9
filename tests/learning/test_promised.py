from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from actions import workflow as actions
from actions.models import Action
from activity.models import Activity, Notice
from kit.errors import Refused
from learning import workflow
from learning.models import Echo
from learning.promised import promised
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
Indexed = Callable[[], None]
TODAY = date(2025, 12, 12)
OTHERS = (
    "Rehearse the restore from backup",
    "Document the on-call handover",
    "Retire the old import job",
    "Add a canary for deploys of search",
    "Rotate credentials of the mail relay",
    "Alert on certificates that expire",
)


@pytest.fixture
def promise(cast: Cast, indexed: Indexed) -> Action:
    """One of seven, 18 days late on TODAY."""
    for title in OTHERS:
        an_action(cast, title=title)
    made = an_action(cast, title="Alert on connection pool usage at 70% and 85%")
    indexed()
    return made


def test_it_finds_a_promise_in_other_words(cast: Cast, promise: Action) -> None:
    [found] = promised(cast.bob, "An alert when usage of the connection pool gets high", on=TODAY)
    assert (found.action, found.state, found.weeks) == (promise, "late", 3)
    assert {"pool", "connection"} <= set(found.words)


def test_it_is_silent_about_what_shares_only_a_subject(cast: Cast, promise: Action) -> None:
    assert promised(cast.bob, "Draw the pool on the architecture page", on=TODAY) == []
    assert promised(cast.bob, "Improve monitoring", on=TODAY) == []
    assert promised(cast.bob, "", on=TODAY) == []


def test_it_finds_dropped_ones_and_no_finished_ones(cast: Cast, promise: Action) -> None:
    dropped = an_action(cast, title="Split the settlement worker in two")
    actions.drop(dropped, by=cast.alice, rationale="Not worth it.")
    done = an_action(cast, title="Cap the retries of failed refunds")
    actions.complete(done, by=cast.bob, evidence="Capped.")
    [found] = promised(cast.bob, "Split settlement worker", on=TODAY)
    assert (found.action, found.state) == (dropped, "dropped")
    assert promised(cast.bob, "Cap retries of failed refunds", on=TODAY) == []


def test_it_hides_promises_of_what_the_reader_may_not_know(cast: Cast, promise: Action) -> None:
    incident = a_resolved_incident(cast, visibility="restricted")
    hidden = an_action(cast, title="Encrypt the marmalade vault twice", incident=incident)
    title = "Encrypt the marmalade vault"
    assert [each.action for each in promised(cast.alice, title, on=TODAY)] == [hidden]
    assert promised(cast.mallory, title, on=TODAY) == []
    page = signed_in(cast.mallory).post("/promises/", {"title": title}).content.decode()
    assert "marmalade" not in page
    assert "marmalade" in signed_in(cast.alice).post("/promises/", {"title": title}).content.decode()


def test_one_click_uses_it_instead(cast: Cast, promise: Action) -> None:
    incident = a_resolved_incident(cast)
    asked = {"title": "Alert on the usage of the connection pool", "incident": incident.reference}
    page = signed_in(cast.alice).post("/promises/", asked).content.decode()
    assert f'formaction="/promises/{promise.number}/again/" name="for" value="{incident.reference}"' in page
    answer = signed_in(cast.alice).post(f"/promises/{promise.number}/again/", {"for": incident.reference})
    assert answer["Location"] == promise.get_absolute_url()
    assert Echo.objects.get().incident == incident
    assert Action.objects.filter(incident=incident).count() == 0
    assert Activity.objects.filter(verb="action.called_again").count() == 1
    assert Notice.objects.filter(kind="action_called_again", recipient=cast.bob).exists()
    assert incident.title in signed_in(cast.bob).get(f"/actions/{promise.number}/origins/").content.decode()


def test_a_new_one_links_with_it_on_its_page(cast: Cast, promise: Action) -> None:
    later = an_action(cast, title="Alert on connection pool usage")
    browser = signed_in(cast.bob)
    page = browser.get(f"/actions/{later.number}/origins/").content.decode()
    assert "We promised this before" in page
    assert promise.code in page
    browser.post(f"/promises/{later.number}/like/{promise.number}/")
    assert (Echo.objects.get().later, Echo.objects.get().earlier) == (later, promise)
    assert "Called for again" in browser.get(f"/actions/{promise.number}/origins/").content.decode()


def test_it_refuses_what_is_done_or_itself(cast: Cast, promise: Action) -> None:
    with pytest.raises(Refused):
        workflow.call_again(promise, by=cast.bob, later=promise)
    done = actions.complete(promise, by=cast.bob, evidence="Fired in a drill.")
    with pytest.raises(Refused):
        workflow.call_again(done, by=cast.bob, incident=a_resolved_incident(cast))
