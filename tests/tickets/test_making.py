"""A ticket is made once, whatever happens on the way."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connections

from actions.models import Action
from incidents import workflow as incidents
from kit import clock
from kit.errors import Refused
from tests.builders.actions import an_action
from tests.builders.incidents import an_incident
from tests.cast import Cast
from tests.standin import RESET
from tests.tickets.conftest import a_tracker, fresh
from tests.tickets.trackers import KILL, SITES, tracker_site
from tickets import workflow
from tickets.comparing import sweep
from tickets.models import Ticket


@pytest.mark.parametrize("provider", SITES)
def test_it_says_what_was_promised(cast: Cast, linked: Any, provider: str) -> None:
    with tracker_site(provider) as site:
        action, ticket = linked(site, provider)
    [issue] = site.issues.values()
    assert issue.title == "Alert on a full pool"
    assert action.code in str(issue.text)
    assert ticket.key == {"github": "#1"}.get(provider, "PAY-1")
    assert (ticket.outcome, ticket.wanted_at) == ("", None)
    if provider != "github":
        assert (issue.due, issue.assignee) == (action.due_on.isoformat(), "acc-bob")


@pytest.mark.parametrize("provider", SITES)
def test_an_answer_that_got_lost_makes_no_second_one(cast: Cast, provider: str) -> None:
    now = clock.now()
    with tracker_site(provider, RESET, 500, (429, "120")) as site:
        action = an_action(cast, owner=cast.bob)
        ticket = workflow.make(action, by=cast.bob, tracker=a_tracker(cast, site, provider))
        for minutes in (0, 2, 10, 30, 60):
            with time_machine.travel(now + timedelta(minutes=minutes), tick=False):
                sweep()
    assert len(site.issues) == 1
    assert fresh(ticket).key
    assert fresh(ticket).wanted_at is None


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_after_making_it_makes_no_second_one(cast: Cast) -> None:
    with tracker_site("jira_cloud", KILL) as site:
        action = an_action(cast, owner=cast.bob)
        ticket = workflow.make(action, by=cast.bob, tracker=a_tracker(cast, site))
        connections.close_all()
        worker = os.fork()
        if worker == 0:
            sweep()
            os._exit(0)
        site.caller = worker
        _, status = os.waitpid(worker, 0)
        assert os.WIFSIGNALED(status), "it was killed"
        assert (len(site.issues), fresh(ticket).key) == (1, "")
        workflow.look_again(ticket, by=cast.bob)
        assert sweep() == 0, "held until its hold ends, whoever asks"
        with time_machine.travel(clock.now() + timedelta(minutes=6)):
            assert sweep() == 1
    assert (len(site.issues), fresh(ticket).key) == (1, "PAY-1")


def test_one_that_was_made_and_could_not_be_read_is_found_again(cast: Cast) -> None:
    """Given up because of what the tracker answered after it was made, and asked for by a person later."""
    with tracker_site("jira_cloud") as site:
        ticket = workflow.make(an_action(cast, owner=cast.bob), by=cast.bob, tracker=a_tracker(cast, site))
        site.made(title="By an attempt that was given up", labels=[fresh(ticket).label])
        assert fresh(ticket).attempts == 0
        sweep()
    assert (len(site.issues), fresh(ticket).key) == (1, "PAY-1")


def test_a_tracker_that_refuses_says_why(cast: Cast) -> None:
    with tracker_site() as site:
        tracker = a_tracker(cast, site, place="NOPE")
        ticket = workflow.make(an_action(cast, owner=cast.bob), by=cast.bob, tracker=tracker)
        sweep()
    assert "valid project is required" in fresh(ticket).outcome
    assert sweep() == 0


def test_one_that_is_there_is_taken_as_it_is_promised(cast: Cast) -> None:
    with tracker_site() as site:
        issue = site.made(title="Old words", labels=[], category="indeterminate")
        action = an_action(cast, owner=cast.bob, title="New words")
        ticket = workflow.link(action, by=cast.bob, tracker=a_tracker(cast, site), key=f"{site.base}/browse/pay-1")
        sweep()
        with pytest.raises(Refused, match="another action"):
            workflow.link(an_action(cast, owner=cast.bob), by=cast.bob, tracker=ticket.tracker, key="PAY-1")
    assert issue.title == "New words"
    assert fresh(action).state == Action.State.IN_PROGRESS
    assert len(site.issues) == 1


def test_what_not_everybody_may_see_is_told_to_no_tracker(cast: Cast, linked: Any) -> None:
    hidden = an_action(cast, owner=cast.bob, incident=an_incident(cast, visibility="restricted"))
    with tracker_site() as site:
        tracker = a_tracker(cast, site)
        with pytest.raises(Refused):
            workflow.make(hidden, by=cast.alice, tracker=tracker)
        incident = an_incident(cast)
        action, ticket = linked(site, incident=incident)
        incidents.change_visibility(incident, by=cast.alice, visibility="restricted")
        Action.objects.filter(pk=action.pk).update(title="Rumpelstiltskin")
        workflow.look_again(ticket, by=cast.alice)
        sweep()
    assert "Rumpel" not in str(site.issues)
    assert "told" in Ticket.objects.get(pk=ticket.pk).outcome
