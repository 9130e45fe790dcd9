"""Both sides are edited, apart and at once, and agree again by the stated rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions import workflow as actions
from actions.models import Action
from kit import clock
from tests.cast import Cast
from tests.tickets.conftest import fresh
from tests.tickets.trackers import tracker_site
from tickets import workflow
from tickets.comparing import sweep
from tickets.models import Remark, Ticket
from tickets.providers import Content
from tickets.settling import OURS, THEIRS, settle

CONTENTS = st.builds(
    Content,
    title=st.sampled_from("abc"),
    state=st.sampled_from(["todo", "in_progress", "done"]),
    due_on=st.sampled_from([date(2026, 1, 1), date(2026, 2, 2), None]),
    assignee=st.sampled_from(["ann", "ben", None]),
)
ALL = (*OURS, *THEIRS)


@given(base=CONTENTS, ours=CONTENTS, theirs=CONTENTS)
def test_the_rule_holds_field_by_field(base: Content, ours: Content, theirs: Content) -> None:
    found = settle(base, ours, theirs, ALL)
    for name in ALL:
        before, here, there = (getattr(side, name) for side in (base, ours, theirs))
        agreed = getattr(found.give, name)
        if here == before:
            assert agreed == there
        elif there == before:
            assert agreed == here
        else:
            assert agreed == (here if name in OURS else there)
            assert (name in found.clashes) == (here != there)
        assert found.take.get(name, here) == agreed, "both sides say the same afterwards"


@given(base=CONTENTS, ours=CONTENTS, theirs=CONTENTS)
def test_settled_once_it_stays_settled(base: Content, ours: Content, theirs: Content) -> None:
    agreed = settle(base, ours, theirs, ALL).give
    again = settle(agreed, agreed, agreed, ALL)
    assert (again.take, again.give, again.clashes) == ({}, agreed, [])


def test_each_side_hears_of_the_others_edits(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        issue = site.issues[1]
        issue.title, issue.category = "Alert on a full pool, twice", "indeterminate"
        actions.edit(action, by=cast.alice, version=None, owner=cast.alice)
        assert sweep() == 1
    action = fresh(action)
    assert (action.title, action.state, action.owner) == ("Alert on a full pool, twice", "in_progress", cast.alice)
    assert (issue.title, issue.assignee) == ("Alert on a full pool, twice", "acc-alice")
    assert fresh(ticket).outcome == ""


def test_a_clash_goes_by_the_rule_and_is_shown(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        site.issues[1].title, site.issues[1].category = "Theirs", "indeterminate"
        actions.edit(action, by=cast.alice, version=None, title="Ours")
        sweep()
    assert (fresh(action).title, site.issues[1].title) == ("Ours", "Ours")
    assert fresh(action).state == "in_progress"
    assert "title" in fresh(ticket).outcome


def test_our_own_changes_come_back_as_none(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        actions.edit(action, by=cast.alice, version=None, title="Ours")
        sweep()
        written, version = len(site.writes), fresh(action).version
        for _ in range(3):
            workflow.look_again(fresh(ticket), by=cast.bob)
            sweep()
    assert len(site.writes) == written
    assert fresh(action).version == version


def test_a_deadline_moved_there_is_counted_here(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        later = clock.today(cast.bob.zone) + timedelta(days=90)
        site.issues[1].due = later.isoformat()
        workflow.look_again(ticket, by=cast.bob)
        sweep()
    action = fresh(action)
    assert (action.due_on, action.moved) == (later, 1)
    assert "PAY-1" in action.deadline_changes.get().reason


@pytest.mark.parametrize("change", [{"due": None}, {"assignee": "acc-nobody"}, {"assignee": None}])
def test_what_cannot_be_so_here_is_set_back_there(cast: Cast, linked: Any, change: dict[str, Any]) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        vars(site.issues[1]).update(change)
        workflow.look_again(ticket, by=cast.bob)
        sweep()
    assert (site.issues[1].due, site.issues[1].assignee) == (action.due_on.isoformat(), "acc-bob")
    assert (fresh(action).owner, fresh(action).due_on) == (cast.bob, action.due_on)
    assert fresh(ticket).outcome


def test_closing_there_completes_it_here_with_evidence(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        site.issues[1].category, site.issues[1].resolution = "done", "Done"
        workflow.look_again(ticket, by=cast.bob)
        sweep()
        assert fresh(action).state == Action.State.DONE
        assert fresh(action).evidence_url.endswith("/browse/PAY-1")
        site.issues[1].category, site.issues[1].resolution = "indeterminate", None
        workflow.look_again(ticket, by=cast.bob)
        sweep()
    assert fresh(action).is_open


def test_closing_here_closes_it_there(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, _ = linked(site)
        actions.complete(action, by=cast.bob, evidence="The alert fired in a drill")
        sweep()
    assert site.issues[1].category == "done"


def test_closed_without_being_done_waits_for_a_decision(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        site.issues[1].category, site.issues[1].resolution = "done", "Won't Do"
        workflow.look_again(ticket, by=cast.bob)
        sweep()
        assert fresh(action).is_open
        assert "drop it here" in fresh(ticket).outcome
        actions.drop(fresh(action), by=cast.alice, rationale="The service goes away")
        sweep()
    assert (site.issues[1].category, site.issues[1].resolution) == ("done", "Won't Do")
    assert fresh(ticket).outcome == ""


def test_each_rung_is_told_there_once(cast: Cast, linked: Any) -> None:
    with tracker_site() as site:
        action, ticket = linked(site)
        for week in ("week-1", "week-1", "week-2"):
            Action.objects.filter(pk=action.pk).update(last_step=week)
            workflow.owe_remarks()
            sweep()
    assert len(site.issues[1].comments) == 2
    assert Remark.objects.filter(sent_at__isnull=False).count() == 2


def test_github_keeps_progress_to_itself(cast: Cast, linked: Any) -> None:
    with tracker_site("github") as site:
        action, ticket = linked(site, "github")
        actions.log_update(action, by=cast.bob, text="Half way", state="in_progress")
        sweep()
        assert fresh(action).state == "in_progress"
        site.issues[1].category, site.issues[1].resolution = "done", "completed"
        workflow.look_again(ticket, by=cast.bob)
        sweep()
    assert fresh(action).state == "done"
    assert Ticket.objects.get().outcome == ""
