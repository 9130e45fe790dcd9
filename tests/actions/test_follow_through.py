"""The ladder from the promise to the decision: rows in PostgreSQL, at invented times."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.workflow import edit_profile
from actions import workflow
from actions.models import Action
from activity.delivery import sweep
from activity.models import Heartbeat, Notice
from kit import clock
from tests.builders.actions import PROMISED, an_action, days_late
from tests.cast import Cast

LATER = date(2026, 1, 16)


def heard() -> list[tuple[str, str, str]]:
    """(step, who, channel) of every notice of the ladder, by time."""
    rows = Notice.objects.filter(key__startswith="ladder:").select_related("recipient").order_by("due_at", "pk")
    return [(row.data["step"], row.recipient.handle if row.recipient else row.address, row.channel) for row in rows]


def in_inbox() -> list[tuple[str, str]]:
    return [(step, who) for step, who, channel in heard() if channel == "inbox"]


def tick_daily(first: int, last: int) -> None:
    for day in range(first, last + 1):
        workflow.open_steps(days_late(day, hour=0))


def test_it_climbs_from_reminder_to_decision_week_after_week(cast: Cast) -> None:
    an_action(cast)
    tick_daily(-14, 31)
    assert in_inbox() == [
        ("before-3", "bob"),
        ("due-day", "bob"),
        ("week-1", "bob"),
        ("week-1", "alice"),
        *(("week-2", who) for who in ("alice", "bob", "carol")),
        ("week-3", "erin"),
        *(("week-4", who) for who in ("bob", "alice", "erin")),
        *(("week-5", who) for who in ("bob", "alice", "erin")),
    ]
    assert ("week-2", "payments-standup@acme.example", "email") in heard()


def test_it_tells_at_nine_of_the_recipients_next_working_day(cast: Cast) -> None:
    cast.alice.time_zone = "America/New_York"
    cast.alice.save()
    an_action(cast, due_on=date(2025, 11, 28), owner=cast.bob)  # overdue from Saturday the 29th
    workflow.open_steps(datetime(2025, 11, 29, tzinfo=UTC))
    due = {n.recipient.handle: n.due_at for n in Notice.objects.filter(data__step="week-1") if n.recipient}
    assert due == {"bob": datetime(2025, 12, 1, 9, tzinfo=UTC), "alice": datetime(2025, 12, 1, 14, tzinfo=UTC)}


def test_it_opens_on_the_owners_calendar_across_the_change_of_clocks(cast: Cast) -> None:
    cast.bob.time_zone = "Europe/Berlin"
    cast.bob.save()
    action = an_action(cast, due_on=date(2026, 3, 28))
    workflow.open_steps(datetime(2026, 3, 28, 23, tzinfo=UTC))  # midnight in winter time: the 29th begins
    workflow.open_steps(datetime(2026, 4, 4, 21, 59, tzinfo=UTC))
    action.refresh_from_db()
    assert action.last_step == "week-1"
    workflow.open_steps(datetime(2026, 4, 4, 22, tzinfo=UTC))  # midnight in summer time
    action.refresh_from_db()
    assert action.last_step == "week-2"


def test_it_opens_what_it_missed_once_each(cast: Cast) -> None:
    an_action(cast)
    assert workflow.open_steps(days_late(23)) == 6
    assert workflow.open_steps(days_late(23)) == 0
    assert Counter(step for step, who in in_inbox() if who in ("bob", "erin"))["week-4"] == 2


def test_it_stands_still_when_the_clock_goes_back(cast: Cast) -> None:
    an_action(cast)
    workflow.open_steps(days_late(9))
    before = heard()
    assert workflow.open_steps(days_late(2)) == 0 and heard() == before


def test_it_tells_nothing_that_opened_before_the_clock_ran(cast: Cast) -> None:
    an_action(cast, promised_at=PROMISED + timedelta(days=13))
    workflow.open_steps(days_late(0))
    assert in_inbox() == [("due-day", "bob")]


def test_it_starts_again_when_the_deadline_moves(cast: Cast) -> None:
    action = an_action(cast)
    workflow.open_steps(days_late(1))
    with clock.at(days_late(2)):
        workflow.reprioritise(action, by=cast.bob, due_on=LATER, reason="Waits for the metrics store.")
        workflow.reprioritise(action, by=cast.bob, due_on=date(2025, 11, 27), reason="It came sooner.")
    assert workflow.open_steps(days_late(3, hour=0)) == 1  # the new day itself
    assert workflow.open_steps(days_late(4, hour=0)) == 1  # week 1 again, of the third deadline
    assert len({n.key for n in Notice.objects.filter(data__step="week-1")}) == 2


def test_it_is_quiet_once_closed_and_does_not_repeat_itself_when_reopened(cast: Cast) -> None:
    action = an_action(cast)
    workflow.open_steps(days_late(8))
    before = heard()
    with clock.at(days_late(8)):
        workflow.complete(action, by=cast.bob, evidence="Live.")
    assert workflow.open_steps(days_late(16)) == 0
    with clock.at(days_late(16)):
        workflow.reopen(action, by=cast.bob, reason="Lost in the migration.")
    assert workflow.open_steps(days_late(17)) == 0 and heard() == before
    assert workflow.open_steps(days_late(22, hour=0)) == 1  # week 4; week 3 opened while it was closed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_it_follows_an_owner_who_moves_without_losing_or_repeating_a_rung(cast: Cast, zone: str) -> None:
    action = an_action(cast)
    workflow.open_steps(days_late(1, hour=0))
    with clock.at(days_late(1, hour=1)):
        edit_profile(cast.bob, by=cast.bob, time_zone=zone)
    for hour in range(1, 24 * 9):
        workflow.open_steps(days_late(1, hour=0) + timedelta(hours=hour))
    action.refresh_from_db()
    assert action.last_step == "week-2"
    assert [step for step, who in in_inbox() if who == "bob"] == ["before-3", "due-day", "week-1", "week-2"]


def test_it_skips_at_sending_what_is_no_longer_owed(cast: Cast) -> None:
    action = an_action(cast)
    workflow.open_steps(days_late(1, hour=0))
    with clock.at(days_late(1, hour=8)):
        workflow.complete(action, by=cast.bob, evidence="Live.")
    with clock.at(days_late(1, hour=9)):
        sweep()
    told = Notice.objects.filter(data__step="week-1")
    assert {(n.state, n.outcome) for n in told} == {("skipped", "The action was closed: done.")}


def test_it_beats(cast: Cast) -> None:
    from actions.tasks import tick

    an_action(cast)
    assert tick() > 0
    assert Heartbeat.objects.filter(name="ladder").exists() and Action.objects.get().last_step
