"""The month in review: what its reader may know of it, once a month, in the reader's morning."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pytest_django import DjangoDbBlocker

from accounts.models import User
from actions import workflow as actions
from actions.models import Check
from activity import delivery
from activity.models import Mail, Notice
from activity.workflow import set_preference
from incidents import workflow as incidents
from kit import clock
from kit.workdays import next_working_moment
from overview import workflow
from postmortems.models import Postmortem
from tests.builders.actions import an_action
from tests.builders.reviews import published
from tests.cast import Cast, gather, signed_in
from tests.sharing import kept

ZONES = ("Pacific/Auckland", "Asia/Kolkata", "UTC", "America/New_York", "Pacific/Honolulu")


@pytest.fixture(scope="module")
def written(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[tuple[Cast, int]]:
    with kept(django_db_blocker):
        cast = gather()
        yield cast, write_october(cast).pk


@pytest.fixture
def cast(written: tuple[Cast, int], db: None) -> Cast:
    return deepcopy(written[0])


@pytest.fixture
def october(written: tuple[Cast, int], db: None, settings: Any) -> Postmortem:
    """One write-up published on 20 October 2025, an action done and judged not to have helped, and an older lesson."""
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    return Postmortem.objects.get(pk=written[1])


def write_october(cast: Cast) -> Postmortem:
    older = published(cast, title="Queue ran over")
    recent = published(cast, title="Cards declined", severity="sev1")
    Postmortem.objects.filter(pk=older.pk).update(published_at=datetime(2025, 7, 5, tzinfo=UTC))
    Postmortem.objects.filter(pk=recent.pk).update(published_at=datetime(2025, 10, 20, tzinfo=UTC))
    User.objects.update(joined_at=datetime(2025, 1, 1, tzinfo=UTC))
    action = an_action(
        cast, title="Alert on the pool", promised_at=datetime(2025, 8, 1, tzinfo=UTC), due_on=date(2025, 8, 20)
    )
    with clock.at(datetime(2025, 8, 20, tzinfo=UTC)):
        actions.complete(action, by=cast.bob, evidence="Live.")
    actions.open_checks(datetime(2025, 9, 20, tzinfo=UTC))
    with clock.at(datetime(2025, 10, 2, tzinfo=UTC)):
        actions.answer_check(Check.objects.get(action=action), by=cast.alice, answer="not", note="It came back.")
    other = an_action(cast, title="Write the runbook", promised_at=datetime(2025, 10, 1, tzinfo=UTC))
    with clock.at(datetime(2025, 10, 25, tzinfo=UTC)):
        actions.complete(other, by=cast.bob, evidence="https://wiki.example/runbook")
    Notice.objects.update(state="sent", sent_at=datetime(2025, 10, 31, tzinfo=UTC))
    return recent


def digests() -> Any:
    return Notice.objects.filter(kind="monthly_digest").select_related("recipient")


def test_its_page_shows_what_was_published_finished_judged_and_learned(cast: Cast, october: Postmortem) -> None:
    client = signed_in(cast.lena)
    page = client.get("/digest/2025-10/").content.decode()
    assert "October 2025 in review" in page and "Cards declined" in page and "Write the runbook" in page
    assert "0 of 1 judged to have helped" in page and "It came back." in page
    assert "A quarter of a year ago" in page and "Queue ran over" in page
    assert "Nothing was published" in client.get("/digest/2025-03/").content.decode()
    assert client.get("/digest/").status_code == 302
    for wrong in ("2025-13", "2999-01", "1999-01", "202510", "2025-1"):
        assert client.get(f"/digest/{wrong}/").status_code == 404


def test_it_shows_nobody_what_is_hidden_from_them(cast: Cast, october: Postmortem) -> None:
    incidents.change_visibility(october.incident, by=cast.alice, visibility="restricted")
    workflow.send_digests(datetime(2025, 11, 1, 12, tzinfo=UTC))
    delivery.sweep(at=datetime(2025, 11, 4, tzinfo=UTC))
    assert "Cards declined" not in signed_in(cast.lena).get("/digest/2025-10/").content.decode()
    assert "Cards declined" in signed_in(cast.alice).get("/digest/2025-10/").content.decode()
    mails = Mail.objects.filter(title="October 2025 in review")
    assert mails.count() == User.objects.count()
    assert not any("Cards declined" in mail.text for mail in mails)
    assert october.reference in mails.get(recipients=cast.alice.email).text
    assert october.reference not in mails.get(recipients=cast.lena.email).text


def test_its_mail_and_its_line_lead_to_the_month(cast: Cast, october: Postmortem) -> None:
    workflow.send_digests(datetime(2025, 11, 1, 12, tzinfo=UTC))
    delivery.sweep(at=datetime(2025, 11, 4, tzinfo=UTC))
    mail = Mail.objects.filter(title="October 2025 in review")[0].text
    assert "Cards declined" in mail and "/digest/2025-10/" in mail and "Worth hearing again" in mail
    line = digests().get(recipient=cast.lena, channel="inbox")
    assert signed_in(cast.lena).get(f"/inbox/{line.pk}/")["Location"] == "/digest/2025-10/"


def test_everybody_hears_once_a_month_in_their_own_morning(cast: Cast, october: Postmortem) -> None:
    people = list(User.objects.order_by("pk"))
    for person, zone in zip(people, ZONES * 2, strict=False):
        User.objects.filter(pk=person.pk).update(time_zone=zone)
    at, end = datetime(2025, 10, 28, tzinfo=UTC), datetime(2026, 1, 6, tzinfo=UTC)
    while at < end:
        with clock.at(at):
            workflow.send_digests()
            if at.hour == 0:
                delivery.sweep(at=at)
        at += timedelta(hours=6)
    for person in User.objects.all():
        for month, first in (("2025-09", (2025, 10)), ("2025-10", (2025, 11)), ("2025-12", (2026, 1))):
            rows = digests().filter(recipient=person, data__month=month)
            assert sorted(rows.values_list("channel", flat=True)) == ["email", "inbox"]
            begins = datetime(*first, 1, tzinfo=ZoneInfo(person.time_zone))
            assert {row.due_at for row in rows} == {next_working_moment(begins, ZoneInfo(person.time_zone))}
            assert all(row.created_at >= begins for row in rows)
    empty = digests().filter(data__month="2025-12")
    assert {row.outcome for row in empty if row.state == "skipped"} == {
        "Nothing was published, finished or judged in that month."
    }


def test_preferences_and_arrivals_are_respected(cast: Cast, october: Postmortem) -> None:
    set_preference(cast.bob, kind="monthly_digest", channel="email", wanted=False)
    for channel in ("email", "inbox"):
        set_preference(cast.erin, kind="monthly_digest", channel=channel, wanted=False)
    User.objects.filter(pk=cast.mallory.pk).update(joined_at=datetime(2025, 11, 2, tzinfo=UTC))
    User.objects.filter(pk=cast.lena.pk).update(is_active=False)
    at = datetime(2025, 11, 3, tzinfo=UTC)
    assert workflow.send_digests(at) == 4
    assert workflow.send_digests(at + timedelta(hours=1)) == 0
    assert list(digests().filter(recipient=cast.bob).values_list("channel", flat=True)) == ["inbox"]
    assert not digests().filter(recipient__in=[cast.erin, cast.mallory, cast.lena]).exists()


def test_it_costs_the_same_for_one_and_for_many(
    cast: Cast, october: Postmortem, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.lena)
    with django_assert_max_num_queries(12):
        client.get("/digest/2025-10/")
