from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actions import workflow
from actions.models import DeadlineChange, Decision
from activity.models import Notice
from activity.workflow import follow
from kit import clock
from kit.errors import Refused, Stale
from tests.builders.actions import DUE, PROMISED, an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast

LATER = date(2026, 1, 16)


def test_it_counts_a_moved_deadline_and_keeps_the_reason(cast: Cast) -> None:
    action = an_action(cast)
    with clock.at(days_late(2)):
        action = workflow.reprioritise(action, by=cast.bob, due_on=LATER, reason="Waits for the new metrics store.")
        version = action.version
        action = workflow.edit(action, by=cast.alice, version=version, due_on=date(2026, 2, 2), reason="And more.")
    assert (action.moved, action.due_on) == (2, date(2026, 2, 2))
    assert [(change.before, change.after) for change in DeadlineChange.objects.order_by("pk")] == [
        (DUE, LATER),
        (LATER, date(2026, 2, 2)),
    ]


def test_it_moves_a_deadline_freely_before_publication(cast: Cast) -> None:
    action = an_action(cast, incident=an_incident(cast), running=False)
    with clock.at(PROMISED):
        action = workflow.edit(action, by=cast.bob, version=action.version, due_on=LATER)
    assert action.moved == 0 and not DeadlineChange.objects.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"due_on": LATER}, "Say why"), ({"priority": "low"}, "Say why"), ({"owner": None}, "needs an owner")],
)
def test_it_refuses_to_change_a_promise_silently(cast: Cast, changes: dict[str, Any], reason: str) -> None:
    action = an_action(cast)
    with pytest.raises(Refused, match=reason):
        workflow.edit(action, by=cast.alice, version=action.version, **changes)


def test_it_refuses_a_new_deadline_in_the_past(cast: Cast) -> None:
    action = an_action(cast)
    with clock.at(days_late(2)), pytest.raises(Refused, match="already passed"):
        workflow.reprioritise(action, by=cast.bob, due_on=date(2025, 11, 25), reason="Soon.")


def test_it_leaves_deadlines_to_those_who_answer_for_them(cast: Cast) -> None:
    action = an_action(cast, owner=cast.alice)
    with pytest.raises(PermissionDenied):
        workflow.edit(action, by=cast.bob, version=action.version, due_on=LATER, reason="Later.")
    assert workflow.edit(action, by=cast.bob, version=action.version, title="Alert on pool usage").title


def test_it_tells_a_stale_form(cast: Cast) -> None:
    action = an_action(cast)
    workflow.edit(action, by=cast.alice, version=action.version, title="Alert on pool usage")
    with pytest.raises(Stale):
        workflow.edit(action, by=cast.bob, version=action.version, title="Alert at 70%")


def test_it_hands_over_and_tells_the_new_owner(cast: Cast) -> None:
    action = an_action(cast)
    action = workflow.edit(action, by=cast.alice, version=action.version, owner=cast.erin)
    assert Notice.objects.filter(kind="action_assigned", recipient=cast.erin).exists()


def test_it_asks_for_no_decision_before_the_fourth_week(cast: Cast) -> None:
    action = an_action(cast)
    with clock.at(days_late(21)), pytest.raises(Refused, match="fourth overdue week"):
        workflow.decide(action, by=cast.bob, outcome="drop", reason="Not needed.")


def test_it_decides_to_reprioritise(cast: Cast) -> None:
    action = an_action(cast)
    follow(action, by=cast.lena)
    with clock.at(days_late(22)):
        action = workflow.decide(
            action,
            by=cast.bob,
            outcome="reprioritise",
            reason="The runbook comes first.",
            due_on=LATER,
            priority="medium",
            owner=cast.alice,
        )
    assert (action.due_on, action.priority, action.owner, action.moved) == (LATER, "medium", cast.alice, 1)
    assert Decision.objects.get().week == 4
    told = Notice.objects.filter(kind="action_decided", channel="inbox")
    assert {notice.recipient for notice in told} == {cast.alice, cast.erin, cast.lena}


def test_it_commits_to_a_new_date_only_once(cast: Cast) -> None:
    action = an_action(cast)
    with clock.at(days_late(22)):
        action = workflow.decide(action, by=cast.bob, outcome="complete", reason="Two days set aside.", due_on=LATER)
    assert (action.is_open, action.due_on) == (True, LATER)
    with clock.at(days_late(90)), pytest.raises(Refused, match="once before"):
        workflow.decide(action, by=cast.bob, outcome="complete", reason="Again.", due_on=date(2026, 4, 1))


def test_it_is_already_done_with_evidence(cast: Cast) -> None:
    action = an_action(cast)
    with clock.at(days_late(29)):
        action = workflow.decide(action, by=cast.bob, outcome="complete", evidence="Live since Tuesday.")
    assert (action.state, Decision.objects.get().week) == ("done", 5)


def test_it_drops_by_decision(cast: Cast) -> None:
    action = an_action(cast)
    with clock.at(days_late(29)):
        action = workflow.decide(action, by=cast.erin, outcome="drop", reason="The service is retired.")
    assert (action.state, action.rationale) == ("dropped", "The service is retired.")


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"outcome": "drop"}, "Say why"),
        ({"outcome": "reprioritise", "reason": "Later."}, "new deadline"),
        ({"outcome": "sleep", "reason": "Later."}, "Choose one"),
    ],
)
def test_it_refuses_half_a_decision(cast: Cast, details: dict[str, Any], reason: str) -> None:
    action = an_action(cast)
    with clock.at(days_late(22)), pytest.raises(Refused, match=reason):
        workflow.decide(action, by=cast.bob, **details)
    assert not Decision.objects.exists()
