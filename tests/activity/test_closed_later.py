"""What somebody was told of while they might know of it, once they may not any more."""

from datetime import date, timedelta

import pytest

from accounts.models import User
from actions.models import Action
from activity import delivery, workflow
from activity.models import Notice
from activity.notify import Telling, tell
from incidents import workflow as incidents
from incidents.models import Incident
from kit import clock
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident
from tests.builders.reviews import in_review
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast: Cast) -> Incident:
    """mallory owns an overdue action on it, and root was told of it as well."""
    incident = a_resolved_incident(cast, title="Keys in a log")
    action = an_action(cast, incident=incident, owner=cast.mallory)
    Action.objects.filter(pk=action.pk).update(
        clock_started_at=clock.now() - timedelta(days=30), due_on=date(2020, 1, 1), state="todo"
    )
    for n in range(2):
        tell(Telling("action_assigned", to=[cast.mallory, cast.root], key=f"test:{n}"), action, by=cast.alice)
    delivery.sweep()
    return incident


def shown(user: User) -> dict[str, str]:
    browser = signed_in(user)
    return {address: browser.get(address).content.decode() for address in ("/", "/inbox/", "/settings/deliveries/")}


def counts(html: str) -> list[str]:
    return [piece.split("<")[0] for piece in html.split('class="nav-count"')[1:]]


@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_is_gone_from_inbox_bell_counts_and_deliveries(cast: Cast, told: Incident, visibility: str) -> None:
    before = shown(cast.mallory)
    assert told.reference in before["/inbox/"] and told.reference in before["/settings/deliveries/"]
    assert counts(before["/"])
    incidents.change_visibility(told, by=cast.alice, visibility=visibility)
    after = shown(cast.mallory)
    assert not [address for address, html in after.items() if told.reference in html]
    assert "can no longer see" not in after["/inbox/"]
    assert counts(after["/"]) == []
    line = Notice.objects.filter(recipient=cast.mallory, channel="inbox")[0]
    browser = signed_in(cast.mallory)
    assert browser.get(f"/inbox/{line.pk}/").status_code == 404
    assert browser.post(f"/settings/deliveries/{line.pk}/again/").status_code == 404
    incidents.change_visibility(told, by=cast.alice, visibility="organisation")
    assert told.reference in shown(cast.mallory)["/inbox/"]


def test_marking_all_read_leaves_alone_what_is_hidden(cast: Cast, told: Incident) -> None:
    incidents.change_visibility(told, by=cast.alice, visibility="restricted")
    workflow.mark_all_read(by=cast.mallory)
    assert not Notice.objects.filter(recipient=cast.mallory, read_at__isnull=False).exists()


def test_an_administrator_sees_that_mail_left_and_not_about_what(cast: Cast, told: Incident) -> None:
    incidents.change_visibility(told, by=cast.alice, visibility="restricted")
    browser = signed_in(cast.root)
    everybody = browser.get("/settings/deliveries/?whose=all").content.decode()
    assert "mallory" in everybody and told.reference not in everybody
    own = Notice.objects.filter(recipient=cast.root, channel="email")[0]
    Notice.objects.filter(pk=own.pk).update(state="failed")
    answered = browser.post(f"/settings/deliveries/{own.pk}/again/", headers={"HX-Request": "true"}).content.decode()
    assert told.reference not in answered
    assert told.reference not in str(shown(cast.root))


def test_a_review_that_waits_is_not_counted_either(cast: Cast) -> None:
    postmortem = in_review(cast)
    reviewer = postmortem.reviewers.exclude(user=cast.alice)[0].user
    assert counts(shown(reviewer)["/"])
    incidents.change_visibility(postmortem.incident, by=cast.alice, visibility="restricted")
    if not Incident.objects.visible_to(reviewer).filter(pk=postmortem.incident_id).exists():
        assert counts(shown(reviewer)["/"]) == []
