import pytest
from django.core.exceptions import PermissionDenied

from actions import workflow
from actions.models import ActionUpdate
from activity.models import Activity, Notice
from activity.workflow import follow
from kit import clock
from kit.errors import Refused
from tests.builders.actions import PROMISED, an_action, days_late
from tests.cast import Cast


def test_it_is_done_only_with_evidence(cast: Cast) -> None:
    action = an_action(cast)
    with pytest.raises(Refused, match="can be seen"):
        workflow.complete(action, by=cast.bob, evidence="  ")
    with clock.at(days_late(0)):
        action = workflow.complete(action, by=cast.bob, evidence="Both alerts fired in the drill.")
    assert (action.state, action.closed_by, action.next_step_at) == ("done", cast.bob, None)
    assert Activity.objects.about(action)[0].data == {"on_time": True}


def test_it_is_done_by_a_link_too(cast: Cast) -> None:
    assert workflow.complete(an_action(cast), by=cast.bob, evidence_url="https://ci.example/run/7").state == "done"


def test_it_is_dropped_only_with_a_rationale(cast: Cast) -> None:
    action = an_action(cast)
    with pytest.raises(Refused, match="why it is dropped"):
        workflow.drop(action, by=cast.alice, rationale="")
    action = workflow.drop(action, by=cast.alice, rationale="The pool is gone: the service moved to the new store.")
    assert (action.state, action.next_step_at) == ("dropped", None)


def test_it_is_closed_by_those_who_answer_for_it(cast: Cast) -> None:
    cast.bob.memberships.all().delete()
    action = an_action(cast, owner=cast.alice)
    for verb, words in ((workflow.complete, "evidence"), (workflow.drop, "rationale")):
        with pytest.raises(PermissionDenied):
            verb(action, by=cast.bob, **{words: "It is done."})


def test_it_refuses_to_close_twice(cast: Cast) -> None:
    action = an_action(cast)
    workflow.complete(action, by=cast.bob, evidence="Done.")
    with pytest.raises(Refused, match="already done"):
        workflow.drop(action, by=cast.alice, rationale="No longer needed.")


def test_it_tells_owner_lead_manager_and_followers_how_it_ended(cast: Cast) -> None:
    action = an_action(cast)
    follow(action, by=cast.lena)
    workflow.complete(action, by=cast.bob, evidence="Done.")
    told = Notice.objects.filter(kind="action_closed", channel="inbox")
    assert {notice.recipient for notice in told} == {cast.alice, cast.erin, cast.lena}


def test_it_is_taken_up_again_with_a_reason_that_stays(cast: Cast) -> None:
    action = workflow.complete(an_action(cast), by=cast.bob, evidence="Both alerts fired.")
    with pytest.raises(Refused, match="taken up again"):
        workflow.reopen(action, by=cast.alice, reason=" ")
    with clock.at(PROMISED):
        action = workflow.reopen(action, by=cast.alice, reason="The alert was lost in the migration.")
    assert (action.state, action.evidence, action.next_step_at is not None) == ("todo", "", True)
    assert Activity.objects.get(verb="action.reopened").data["was"]["evidence"] == "Both alerts fired."


def test_it_logs_updates_and_shows_the_newest(cast: Cast) -> None:
    action = an_action(cast)
    workflow.log_update(action, by=cast.bob, text="85% is live.\nThe rest waits.", state="in_progress")
    workflow.log_update(action, by=cast.bob, text="Waiting for thresholds", blocked=True)
    action.refresh_from_db()
    assert (action.state, action.blocked, action.latest_note) == ("in_progress", True, "Waiting for thresholds")
    assert action.updates.count() == 2


def test_it_keeps_one_update_of_two_presses(cast: Cast) -> None:
    action = an_action(cast)
    for _ in range(2):
        workflow.log_update(action, by=cast.bob, text="85% is live.", once="a1")
    assert ActionUpdate.objects.count() == 1


@pytest.mark.parametrize(("text", "state"), [("", None), ("Done", "done"), ("Dropped", "dropped")])
def test_it_refuses_updates_that_say_nothing_or_end_it(cast: Cast, text: str, state: str | None) -> None:
    with pytest.raises(Refused):
        workflow.log_update(an_action(cast), by=cast.bob, text=text, state=state)
