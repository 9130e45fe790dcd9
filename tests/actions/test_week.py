"""A team's week: the list before its standup, the screen, and what reached the engineering manager."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.models import Team
from actions import week, workflow
from activity import delivery
from activity.models import Mail, Notice
from activity.workflow import set_preference
from incidents.models import Incident
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in

# A Monday, nine days after which the builder's actions are in their second overdue week.
MONDAY = datetime(2025, 12, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _standup(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "activity.outbox.OutboxBackend"
    Team.objects.filter(slug="payments").update(time_zone="Europe/Berlin", standup_day=1, standup_at=time(9, 30))
    cast.payments.refresh_from_db()


def lists() -> list[Notice]:
    return list(Notice.objects.filter(kind="weekly_list").order_by("pk"))


def test_it_is_sent_an_hour_before_the_standup_once_a_week(cast: Cast) -> None:
    an_action(cast)
    sent = []
    for minutes in range(0, 15 * 24 * 60, 30):
        at = MONDAY + timedelta(minutes=minutes)
        if workflow.send_lists(at):
            sent.append(at)
    # 08:30 in Berlin; Search has its standup at 09:30 UTC.
    own = [at for at in sent if at.hour == 7]
    assert own == [MONDAY + timedelta(days=days, hours=7, minutes=30) for days in (0, 7, 14)]
    told = Notice.objects.filter(kind="weekly_list", subject_id=cast.payments.pk, data__week=49)
    assert {notice.whom for notice in told} == {"@alice", "@bob", "@carol", "payments-standup@acme.example"}
    assert len({notice.due_at for notice in told}) == 1


def test_it_is_not_sent_twice_by_two_workers_nor_after_the_day(cast: Cast) -> None:
    assert workflow.send_lists(MONDAY + timedelta(hours=12)) == 2
    count = len(lists())
    assert workflow.send_lists(MONDAY + timedelta(hours=13)) == 0 and len(lists()) == count
    assert workflow.send_lists(MONDAY + timedelta(days=1)) == 0


def test_its_mail_says_what_its_reader_may_know(cast: Cast) -> None:
    an_action(cast, title="Alert on pool usage")
    secret = an_incident(cast, visibility=Incident.Visibility.RESTRICTED, title="Keys exposed")
    an_action(cast, title="Rotate the leaked keys", incident=secret, running=True)
    with clock.at(MONDAY + timedelta(days=7, hours=8)):
        workflow.send_lists()
        delivery.sweep()
        mails = {mail.recipients: mail.text for mail in Mail.objects.filter(title="The week of Payments")}
    assert "Alert on pool usage" in mails["payments-standup@acme.example"]
    assert "leaked" not in mails["payments-standup@acme.example"] + mails["carol@acme.example"]
    assert "leaked" in mails["bob@acme.example"] and "/actions/standup/payments/" in mails["bob@acme.example"]


def test_it_is_left_out_by_whoever_does_not_want_it(cast: Cast) -> None:
    for channel in ("inbox", "email"):
        set_preference(cast.bob, kind="weekly_list", channel=channel, wanted=False)
    workflow.send_lists(MONDAY + timedelta(hours=8))
    assert "@bob" not in {notice.whom for notice in lists()} and lists()


def test_the_screen_shows_the_second_week_first_and_refreshes_itself(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for title, days in (("Third week", 16), ("Second week", 9), ("First week", 2), ("Coming", -3)):
        an_action(cast, title=title, due_on=(days_late(9) - timedelta(days=days)).date())
    client = signed_in(cast.bob)
    with clock.at(days_late(9)):
        client.get("/actions/standup/payments/")
        with django_assert_max_num_queries(12):
            html = client.get("/actions/standup/payments/").content.decode()
        places = [html.index(title) for title in ("Second week", "Third week", "First week", "Coming")]
        assert places == sorted(places) and 'hx-trigger="every 60s"' in html
        part = client.get("/actions/standup/payments/", headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part and "Second week" in part
        assert client.get("/actions/standup/nobody/").status_code == 404
        assert "A quiet week" in client.get("/actions/standup/search/").content.decode()


def test_the_manager_sees_what_reached_the_third_week_by_team(cast: Cast) -> None:
    action = an_action(cast, title="Alert on pool usage")
    an_action(cast, title="Of another team", owner=cast.mallory, team=cast.search)
    with clock.at(days_late(15)):
        workflow.log_update(action, by=cast.bob, text="Waits for the metrics store.")
        html = signed_in(cast.erin).get("/actions/escalated/").content.decode()
        assert "Waits for the metrics store." in html and "Of another team" not in html
    with clock.at(days_late(2)):
        assert "Nothing reached the third week" in signed_in(cast.erin).get("/actions/escalated/").content.decode()


def test_a_newer_list_takes_the_older_one_off_the_unread(cast: Cast) -> None:
    an_action(cast)
    for days in (0, 7):
        at = MONDAY + timedelta(days=days, hours=8)
        with clock.at(at):
            workflow.send_lists(at)
            delivery.sweep()
    mine = Notice.objects.filter(recipient=cast.bob, kind="weekly_list", channel="inbox").order_by("pk")
    assert [notice.read_at is None for notice in mine] == [False, True]


def test_it_waits_for_the_next_working_day_when_the_standup_falls_on_a_day_off(cast: Cast) -> None:
    an_action(cast)

    def sent(*off: int) -> list[int]:
        """Days of December on which the list of the first week leaves."""
        days_off = [date(2025, 12, day) for day in off]
        Team.objects.filter(slug="payments").update(days_off=days_off)
        team = Team.objects.get(slug="payments")
        moments = [week.sent_at(team, MONDAY + timedelta(days=days, hours=7, minutes=30)) for days in range(7)]
        return [at.day for at in moments if at is not None]

    assert sent() == [1]
    assert sent(1) == [2]
    assert sent(1, 2, 3, 4) == [5]
    assert sent(1, 2, 3, 4, 5) == []
    Team.objects.filter(slug="payments").update(standup_day=5)
    assert sent(5) == [4]
    # A team that stands up on Saturdays keeps its day.
    Team.objects.filter(slug="payments").update(standup_day=6)
    assert sent(1) == [6]
