"""Messages to chat rooms through a stand-in that answers as badly as real ones: nothing lost, and always said why."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from actions import workflow as actions
from activity import delivery, workflow
from activity.models import ChatHook, Notice
from kit import clock, egress
from kit.errors import Refused
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.builders.reviews import published
from tests.cast import Cast, signed_in
from tests.standin import HANG, RESET, Said, Site, chat_room


@pytest.fixture(autouse=True)
def _own_network(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})
    monkeypatch.setattr(egress, "TIMEOUT_SECONDS", 0.4)


def a_test(cast: Cast, site: Site) -> Notice:
    workflow.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
    workflow.test_chat(cast.payments, name="payments", by=cast.alice)
    return Notice.objects.get(kind="chat_test")


def state(notice: Notice) -> tuple[str, int, str]:
    notice.refresh_from_db()
    return notice.state, notice.attempts, notice.outcome


def test_it_says_it_once(cast: Cast) -> None:
    with chat_room() as site:
        notice = a_test(cast, site)
        delivery.sweep()
        delivery.sweep()
        assert state(notice) == ("sent", 1, "")
        assert len(site.heard) == 1 and "This is a test" in site.heard[0]


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        (500, "Attempt 1 failed: The chat answered 500"),
        (503, "Attempt 1 failed: The chat answered 503"),
        (HANG, "Attempt 1 failed: No answer within 0.4 seconds"),
        (RESET, "Attempt 1 failed: The connection was cut before an answer came"),
    ],
)
def test_it_tries_again_later_and_says_why(cast: Cast, said: Said, outcome: str) -> None:
    with chat_room(said) as site:
        notice = a_test(cast, site)
        delivery.sweep()
        assert state(notice) == ("due", 1, outcome) and not site.heard
        delivery.sweep()
        assert state(notice)[1] == 1  # half a minute's pause
        page = signed_in(cast.root).get("/settings/outbox/").content.decode()
        assert outcome in page and "the chat room of payments" in page
        with clock.at(clock.now() + timedelta(seconds=31)):
            delivery.sweep()
        assert state(notice)[:2] == ("sent", 2) and len(site.heard) == 1


def test_it_waits_as_long_as_it_is_asked_to(cast: Cast) -> None:
    with chat_room((429, "600")) as site:
        notice = a_test(cast, site)
        delivery.sweep()
        then = clock.now()
        assert state(notice)[2] == "Attempt 1 failed: The chat answered 429"
        with clock.at(then + timedelta(minutes=9)):
            delivery.sweep()
            assert state(notice)[:2] == ("due", 1) and not site.heard
        with clock.at(then + timedelta(minutes=10, seconds=1)):
            delivery.sweep()
        assert state(notice)[:2] == ("sent", 2) and len(site.heard) == 1


def test_a_room_that_wants_a_pause_holds_back_no_other(cast: Cast) -> None:
    with chat_room((429, "600")) as site, chat_room() as other:
        a_test(cast, site)
        for _ in range(2):
            workflow.test_chat(cast.payments, name="payments", by=cast.alice)
        workflow.set_chat(cast.search, name="search", by=cast.mallory, url=other.url)
        workflow.test_chat(cast.search, name="search", by=cast.mallory)
        delivery.sweep()
        assert len(other.heard) == 1 and not site.heard
        assert set(Notice.objects.to_room("payments").values_list("state", flat=True)) == {"due"}
        with clock.at(clock.now() + timedelta(minutes=11)):
            delivery.sweep()
        assert len(site.heard) == 3


@pytest.mark.parametrize("status", [400, 403, 404, 410, 302])
def test_it_gives_up_what_will_not_work_and_shows_it(cast: Cast, status: int) -> None:
    with chat_room(status) as site:
        notice = a_test(cast, site)
        delivery.sweep()
        assert state(notice)[0] == "failed" and f"answered {status}" in notice.outcome
        client = signed_in(cast.root)
        assert f"answered {status}" in client.get("/settings/outbox/").content.decode()
        client.post(f"/settings/deliveries/{notice.pk}/again/")
        delivery.sweep()
        assert state(notice)[0] == "sent" and len(site.heard) == 1


def test_it_speaks_of_the_ladder_from_week_two(cast: Cast) -> None:
    with chat_room() as site:
        workflow.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
        an_action(cast, title="Alert <!channel> & all")
        for day in range(25):
            actions.open_steps(days_late(day))
        with clock.at(days_late(30)):
            delivery.sweep()
        assert len(site.heard) == 3  # weeks 2, 3 and 4
        assert "Alert &lt;!channel&gt; &amp; all" in site.heard[0] and "Who can help?" in site.heard[0]


def test_it_names_what_is_restricted_by_its_reference_alone(cast: Cast) -> None:
    with chat_room() as site:
        workflow.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
        incident = an_incident(cast, visibility="restricted", title="Keys exposed")
        action = an_action(cast, incident=incident, title="Rotate the leaked keys", running=True)
        actions.open_steps(days_late(8))
        with clock.at(days_late(9)):
            delivery.sweep()
        assert len(site.heard) == 1 and action.code in site.heard[0]
        assert "leaked" not in site.heard[0] and "Keys" not in site.heard[0]


def test_it_speaks_of_publications(cast: Cast) -> None:
    with chat_room() as site:
        workflow.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
        write_up = published(cast)
        delivery.sweep()
        assert len(site.heard) == 1 and write_up.title in site.heard[0]


def test_its_address_is_never_shown_nor_logged(cast: Cast, caplog: Any) -> None:
    caplog.set_level(logging.DEBUG)
    client = signed_in(cast.alice)
    with chat_room(500, 404) as site:
        answer = client.post("/teams/payments/chat/", {"url": site.url}, follow=True)
        client.post("/teams/payments/chat/test/")
        delivery.sweep()
        page = answer.content.decode() + client.get("/teams/payments/chat/").content.decode()
        page += signed_in(cast.root).get("/settings/outbox/").content.decode()
    assert "127.0.0.1" in page and "The chat answered 500" in page
    assert "secret-part" not in page + caplog.text + str(list(Notice.objects.values()))
    assert client.post("/teams/payments/chat/remove/").status_code == 302 and not ChatHook.objects.exists()
    with clock.at(clock.now() + timedelta(minutes=1)):
        delivery.sweep()
    assert state(Notice.objects.get(kind="chat_test"))[2] == "The team has no chat address any more."


def test_only_those_who_answer_for_the_team_set_it(cast: Cast) -> None:
    assert signed_in(cast.mallory).get("/teams/payments/chat/").status_code == 403
    answer = signed_in(cast.alice).post("/teams/payments/chat/", {"url": "ftp://chat.example/x"})
    assert answer.status_code == 422 and "must begin with https://" in answer.content.decode()
    with pytest.raises(Refused, match="address first"):
        workflow.test_chat(cast.payments, name="payments", by=cast.alice)
