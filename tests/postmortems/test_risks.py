"""Accepted risks when their time is up: told once, shown, renewed or turned into an action."""

from datetime import date, timedelta
from threading import Thread
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from activity import delivery
from activity.models import Activity, Notice
from kit import clock
from kit.errors import Refused, Stale
from postmortems import tasks, workflow
from postmortems.models import ContributingFactor, Postmortem
from tests.builders.reviews import a_draft, published
from tests.cast import Cast, gather, signed_in

DAY = timedelta(days=1)


def risk(postmortem: Postmortem) -> ContributingFactor:
    """Bob answers for it, for sixty days."""
    found: ContributingFactor = postmortem.factors.get(risk_owner__isnull=False)
    return found


def end(factor: ContributingFactor) -> Any:
    """The first moment after its last day."""
    assert factor.risk_until is not None
    return clock.now() + (factor.risk_until - clock.now().date() + DAY)


def told() -> list[str]:
    rows = Notice.objects.filter(kind="risk_expired", channel="inbox").select_related("recipient")
    return sorted(row.recipient.handle for row in rows if row.recipient is not None)


def home(user: User) -> str:
    return signed_in(user).get("/").content.decode()


def test_its_owner_and_the_tech_lead_hear_of_its_end_once(cast: Cast) -> None:
    factor = risk(published(cast))
    assert workflow.expire_risks(end(factor) - DAY) == 0
    assert [workflow.expire_risks(end(factor) + n * DAY) for n in range(3)] == [1, 0, 0]
    assert told() == ["alice", "bob"]


def test_a_crash_between_tells_all_of_it_or_nothing(cast: Cast) -> None:
    factor = risk(published(cast))
    with pytest.raises(RuntimeError), transaction.atomic():
        workflow.expire_risks(end(factor))
        raise RuntimeError
    assert told() == []
    workflow.expire_risks(end(factor))
    ContributingFactor.objects.update(risk_told=None)
    workflow.expire_risks(end(factor))
    assert told() == ["alice", "bob"]


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_tell_it_once() -> None:
    factor = risk(published(gather()))

    def sweep() -> None:
        workflow.expire_risks(end(factor))
        connection.close()

    sweeps = [Thread(target=sweep) for _ in range(4)]
    for each in sweeps:
        each.start()
    for each in sweeps:
        each.join()
    assert told() == ["alice", "bob"]


def test_it_is_told_again_of_the_next_end_and_not_of_one_that_moved(cast: Cast) -> None:
    factor = risk(published(cast))
    first = end(factor)
    workflow.expire_risks(first)
    with clock.at(first):
        later = (first + 30 * DAY).date()
        workflow.renew_risk(factor, by=cast.bob, reason="The new store is not there yet.", until=later)
        delivery.sweep(at=first + DAY)
    assert {row.outcome for row in Notice.objects.filter(kind="risk_expired")} == {
        "The risk was renewed or withdrawn meanwhile."
    }
    factor.refresh_from_db()
    assert (factor.risk_renewals, factor.risk_until, factor.risk_reason) == (
        1,
        later,
        "The new store is not there yet.",
    )
    assert workflow.expire_risks(end(factor) + DAY) == 1
    assert told() == ["alice", "alice", "bob", "bob"]


def test_its_notice_is_read_and_leads_to_the_factor(cast: Cast) -> None:
    postmortem = published(cast)
    factor = risk(postmortem)
    with clock.at(end(factor)):
        tasks.tick()
        delivery.sweep(at=clock.now() + DAY)
        page = signed_in(cast.bob).get("/inbox/").content.decode()
    assert "renew it or turn it into an action" in page
    assert factor.get_absolute_url() == f"/postmortems/{postmortem.reference}/coverage/#factor-{factor.pk}"


def test_home_shows_it_to_its_owner_and_the_tech_lead(cast: Cast) -> None:
    factor = risk(published(cast))
    assert "Accepted risks that ran out" not in home(cast.bob)
    with clock.at(end(factor)):
        for person in (cast.bob, cast.alice):
            page = home(person)
            assert factor.text in page and "accepted risk has run out" in page.lower()
        assert factor.text not in home(cast.mallory)


def test_readers_of_the_published_text_see_that_it_was_renewed(cast: Cast) -> None:
    postmortem = published(cast)
    factor, url = risk(postmortem), postmortem.get_absolute_url()
    assert "Risk accepted until" in signed_in(cast.carol).get(url).content.decode()
    with clock.at(end(factor)):
        assert "Accepted risk ran out on" in signed_in(cast.carol).get(url).content.decode()
        until = (clock.now() + 30 * DAY).date()
        workflow.renew_risk(factor, by=cast.alice, reason="Still wanted.", until=until, owner=cast.alice)
        page = signed_in(cast.carol).get(url).content.decode()
    assert "Risk renewed until" in page and "by @alice" in page


def test_a_dropped_amendment_does_not_take_a_renewal_back(cast: Cast) -> None:
    postmortem = published(cast)
    until = end(risk(postmortem)).date() + 30 * DAY
    workflow.renew_risk(risk(postmortem), by=cast.bob, reason="Still wanted.", until=until)
    workflow.amend(postmortem, by=cast.bob, reason="Wrong figures.")
    workflow.drop_amendment(Postmortem.objects.get(pk=postmortem.pk), by=cast.bob)
    assert (risk(postmortem).risk_until, risk(postmortem).risk_renewals) == (until, 1)


def test_it_becomes_an_action_whose_clock_runs(cast: Cast) -> None:
    postmortem = published(cast)
    factor = risk(postmortem)
    address = f"/postmortems/{postmortem.reference}/coverage/{factor.pk}/turn/"
    given = {"title": "Load test small changes weekly", "owner": "@bob", "priority": "high", "category": "testing"}
    answer = signed_in(cast.bob).post(address, given)
    assert answer.status_code == 302, answer.content.decode()
    factor.refresh_from_db()
    action = factor.actions.get()
    assert (factor.risk_owner, action.clock_started_at is not None) == (None, True)
    assert Activity.objects.filter(verb="factor.turned").count() == 1
    assert f"ACT-{action.number}" in signed_in(cast.bob).get(postmortem.get_absolute_url()).content.decode()
    page = signed_in(cast.bob).get(f"/actions/{action.number}/").content.decode()
    assert "Answers this factor" in page and factor.text in page
    with pytest.raises(Refused, match="nothing to renew"):
        workflow.renew_risk(factor, by=cast.alice, reason="x", until=date(2030, 1, 1))


def test_what_a_renewal_lacks_is_said_beside_what_was_typed(cast: Cast) -> None:
    postmortem = a_draft(cast)
    factor = risk(postmortem)
    url = f"/postmortems/{postmortem.reference}/coverage/{factor.pk}/renew/"
    given = {"owner": "@bob", "reason": "Typed words.", "until": factor.risk_until, "version": factor.version}
    answer = signed_in(cast.bob).post(url, given)
    assert answer.status_code == 422
    assert "later day" in answer.content.decode() and "Typed words." in answer.content.decode()
    later = given | {"until": end(factor).date() + DAY}
    workflow.accept_risk(factor, by=cast.alice, owner=cast.bob, reason="Alice's.", until=end(factor).date())
    stale = signed_in(cast.bob).post(url, later)
    assert (stale.status_code, "Alice&#x27;s." in stale.content.decode()) == (409, True)
    with pytest.raises(Stale):
        workflow.renew_risk(factor, by=cast.bob, reason="x", until=later["until"], version=1)
    assert signed_in(cast.erin).post(url, later).status_code == 403
    assert signed_in(cast.carol).get(url).status_code == 403
