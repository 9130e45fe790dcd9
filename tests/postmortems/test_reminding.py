"""A review that waits is told of again: at nine on three working mornings, from a day after it was asked."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection

from activity import delivery
from activity.models import Notice, Preference
from kit import clock
from kit.workdays import MONDAY_TO_FRIDAY
from postmortems import reminders, tasks, workflow
from postmortems.models import Postmortem
from tests.builders.postmortems import write
from tests.builders.reviews import approve, in_review, sent
from tests.cast import Cast

DAY = timedelta(days=1)
THURSDAY = datetime(2025, 11, 13, 15, 0, tzinfo=UTC)


@pytest.fixture
def asked(cast: Cast) -> Postmortem:
    """Alice and Erin were asked on a Thursday at three."""
    with time_machine.travel(THURSDAY, tick=False):
        return in_review(cast)


def told() -> list[str]:
    rows = Notice.objects.filter(kind="review_waits", channel="inbox").select_related("recipient").order_by("pk")
    return [f"{notice.recipient.handle}:{notice.data['step']}" for notice in rows]


def at(day: int, hour: int) -> datetime:
    return datetime(2025, 11, day, hour, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "first"),
    [("UTC", datetime(2025, 11, 17, 9, tzinfo=UTC)), ("Asia/Tokyo", datetime(2025, 11, 17, 0, tzinfo=UTC))],
)
def test_mornings_are_working_ones_of_the_reader(zone: str, first: datetime) -> None:
    found = reminders.mornings(THURSDAY, ZoneInfo(zone), MONDAY_TO_FRIDAY)
    assert found == [first, first + DAY, first + 2 * DAY]


@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Pacific/Apia", "Asia/Kathmandu"])
def test_mornings_never_share_a_day(name: str) -> None:
    zone = ZoneInfo(name)
    for hours in range(0, 24 * 7 * 40, 7):
        asked_at = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        found = reminders.mornings(asked_at, zone, MONDAY_TO_FRIDAY)
        days = [morning.astimezone(zone).date() for morning in found]
        assert found[0] - asked_at >= DAY
        assert len(set(days)) == 3
        assert all(day.isoweekday() < 6 for day in days)


def test_it_reminds_on_three_mornings_and_no_more(cast: Cast, asked: Postmortem) -> None:
    hours = [
        at(14, 9),
        at(15, 9),
        at(16, 9),
        at(17, 8),
        at(17, 9),
        at(17, 10),
        at(18, 9),
        at(19, 9),
        at(20, 9),
        at(28, 9),
    ]
    counts = [workflow.remind_reviewers(hour) for hour in hours]
    assert counts == [0, 0, 0, 0, 2, 0, 2, 2, 0, 0]
    assert told() == ["alice:1", "erin:1", "alice:2", "erin:2", "alice:3", "erin:3"]


def test_it_tells_the_latest_only_after_we_stood_still(cast: Cast, asked: Postmortem) -> None:
    workflow.remind_reviewers(at(18, 12))
    assert told() == ["alice:2", "erin:2"]


def test_it_leaves_those_alone_who_answered(cast: Cast, asked: Postmortem) -> None:
    approve(asked, cast.alice)
    workflow.remind_reviewers(at(17, 9))
    assert told() == ["erin:1"]


def test_it_is_silent_while_the_text_is_with_its_authors(cast: Cast, asked: Postmortem) -> None:
    workflow.give_verdict(
        asked, by=cast.alice, revision=sent(asked), outcome="request_changes", summary="More numbers."
    )
    assert workflow.remind_reviewers(at(17, 9)) == 0


def test_it_starts_anew_with_a_newer_revision(cast: Cast, asked: Postmortem) -> None:
    workflow.remind_reviewers(at(17, 9))
    with time_machine.travel(at(17, 12), tick=False):
        write(asked, "lessons", "Other lessons.", by=cast.bob)
        workflow.request_review(asked, by=cast.bob, reviewers=[cast.alice])
    counts = [workflow.remind_reviewers(hour) for hour in (at(18, 9), at(19, 9))]
    assert counts == [0, 1]
    assert told() == ["alice:1", "erin:1", "alice:1"]


def test_it_does_not_send_what_was_answered_meanwhile(cast: Cast, asked: Postmortem) -> None:
    workflow.remind_reviewers(at(17, 9))
    approve(asked, cast.alice)
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    states = dict(Notice.objects.filter(kind="review_waits").values_list("recipient__handle", "state"))
    assert states == {"alice": "skipped", "erin": "sent"}


def test_it_respects_what_people_chose(cast: Cast, asked: Postmortem) -> None:
    for channel in ("inbox", "email"):
        Preference.objects.create(user=cast.alice, kind="review_waits", channel=channel, wanted=False)
    workflow.remind_reviewers(at(17, 9))
    assert told() == ["erin:1"]


def test_a_mail_of_a_restricted_one_names_only_its_number(cast: Cast, mailoutbox: list[Any]) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        postmortem = in_review(cast, by=cast.bob, visibility="restricted", title="Credentials in a log")
    delivery.sweep(at=at(14, 0))
    mailoutbox.clear()
    workflow.remind_reviewers(at(17, 9))
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    assert mailoutbox
    for mail in mailoutbox:
        assert postmortem.reference in mail.subject
        assert "Credentials" not in mail.subject + mail.body


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_each_once(cast: Cast, asked: Postmortem) -> None:
    def tick() -> None:
        workflow.remind_reviewers(at(17, 9))
        connection.close()

    threads = [Thread(target=tick) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told()) == ["alice:1", "erin:1"]


def test_it_costs_the_same_for_many(cast: Cast, django_assert_max_num_queries: Callable[[int], Any]) -> None:
    with time_machine.travel(THURSDAY, tick=False):
        for _ in range(3):
            in_review(cast)
    with django_assert_max_num_queries(7):
        assert workflow.remind_reviewers(at(17, 9)) == 6


def test_the_tick_reminds(cast: Cast, asked: Postmortem) -> None:
    with time_machine.travel(at(17, 9), tick=False):
        tasks.tick()
    assert told() == ["alice:1", "erin:1"]
