"""What became of each mail is seen by its recipient and by administrators, who may hurry it or give it up."""

from datetime import timedelta

import pytest

from activity import delivery, workflow
from activity.models import Notice
from kit import clock
from kit.errors import Refused
from tests.builders.incidents import an_incident
from tests.builders.notices import told
from tests.cast import Cast, signed_in

PAGE = "/settings/deliveries/"


@pytest.fixture
def notice(cast: Cast) -> Notice:
    """A mail to bob that was tried once."""
    told(an_incident(cast), cast.bob, cast.lena)
    waiting = {"attempts": 1, "outcome": "Attempt 1 failed: TimeoutError"}
    Notice.objects.filter(channel="email", recipient=cast.bob).update(
        **waiting, held_until=clock.now() + timedelta(minutes=20)
    )
    return Notice.objects.get(channel="email", recipient=cast.bob)


def test_its_recipient_sees_why_it_waits_and_until_when(cast: Cast, notice: Notice) -> None:
    page = signed_in(cast.bob).get(PAGE).content.decode()
    assert "Attempt 1 failed: TimeoutError" in page and "next attempt" in page and notice.reference in page
    assert "TimeoutError" not in signed_in(cast.lena).get(PAGE + "?whose=all").content.decode()


def test_administrators_see_every_recipient_but_no_incident(cast: Cast, notice: Notice) -> None:
    client = signed_in(cast.root)
    page = client.get(PAGE, {"whose": "all"}).content.decode()
    assert "@bob" in page and "@lena" in page and notice.reference not in page
    assert "@lena" not in client.get(PAGE, {"whose": "all", "show": "waiting"}).content.decode()


def test_it_is_tried_at_once_when_asked_by_hand(cast: Cast, notice: Notice, mailoutbox: list[object]) -> None:
    delivery.sweep()
    others = len(mailoutbox)
    answer = signed_in(cast.bob).post(f"{PAGE}{notice.pk}/again/", headers={"HX-Request": "true"})
    assert "To come" in answer.content.decode()
    delivery.sweep()
    notice.refresh_from_db()
    assert notice.state == "sent" and len(mailoutbox) == others + 1
    assert "Sent" in signed_in(cast.bob).get(PAGE).content.decode()
    with pytest.raises(Refused, match="It has left"):
        workflow.try_again(notice, by=cast.bob)


def test_it_is_given_up_by_name_and_may_come_back(cast: Cast, notice: Notice) -> None:
    assert signed_in(cast.root).post(f"{PAGE}{notice.pk}/stop/").status_code == 302
    notice.refresh_from_db()
    assert notice.state == "failed" and notice.outcome == "Given up by @root. Attempt 1 failed: TimeoutError"
    with clock.at(clock.now() + timedelta(days=1)):
        delivery.sweep()
    notice.refresh_from_db()
    assert notice.state == "failed"
    workflow.try_again(notice, by=cast.root)
    assert notice.state != Notice.objects.get(pk=notice.pk).state == "due"


def test_what_is_being_sent_is_left_alone(cast: Cast, notice: Notice) -> None:
    Notice.objects.filter(pk=notice.pk).update(held_until=None)
    [held] = [each for each in delivery.claim(clock.now()) if each.pk == notice.pk]
    for verb in (workflow.try_again, workflow.give_up):
        with pytest.raises(Refused, match="being sent"):
            verb(held, by=cast.root)
    assert "Being sent" in signed_in(cast.bob).get(PAGE).content.decode()


def test_it_is_nobody_elses(cast: Cast, notice: Notice) -> None:
    for verb in ("again", "stop"):
        assert signed_in(cast.alice).post(f"{PAGE}{notice.pk}/{verb}/").status_code == 404
