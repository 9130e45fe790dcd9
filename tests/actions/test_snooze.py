"""A while in which nobody is told: rungs open, and are heard of afterwards, once each."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from actions import workflow
from actions.models import Action, Snooze
from activity import delivery
from activity.models import Notice
from activity.workflow import audit
from kit import clock
from kit.errors import Refused
from tests.builders.actions import DUE, an_action, days_late
from tests.cast import Cast, signed_in

WHY = "The vendor's fix comes on Thursday."


def snoozed(action: Action, at: datetime, until: date, cast: Cast) -> Action:
    with clock.at(at):
        return workflow.snooze(action, by=cast.bob, until=until, reason=WHY)


def heard_at(step: str, handle: str) -> set[datetime]:
    return set(Notice.objects.filter(data__step=step, recipient__handle=handle).values_list("due_at", flat=True))


def test_its_rungs_open_and_are_told_when_it_ends(cast: Cast) -> None:
    action = an_action(cast)
    workflow.open_steps(days_late(0))
    action = snoozed(action, days_late(0), DUE + timedelta(days=10), cast)
    workflow.open_steps(days_late(9))
    action.refresh_from_db()
    assert action.last_step == "week-2" and action.is_snoozed(days_late(9).date())
    # 4 December 2025 is a Thursday.
    assert heard_at("week-1", "bob") == heard_at("week-2", "carol") == {datetime(2025, 12, 4, 9, tzinfo=UTC)}
    assert not action.is_snoozed(days_late(10).date())
    workflow.open_steps(days_late(15))
    assert heard_at("week-3", "erin") == {datetime(2025, 12, 9, 9, tzinfo=UTC)}
    with clock.at(days_late(16)):
        delivery.sweep()
        assert audit() == []


def test_it_puts_off_what_was_about_to_leave_but_not_what_left(cast: Cast) -> None:
    action = an_action(cast)
    workflow.open_steps(days_late(0))
    with clock.at(days_late(0)):
        delivery.sweep()
    workflow.open_steps(days_late(1, hour=1))
    snoozed(action, days_late(1, hour=2), DUE + timedelta(days=4), cast)
    with clock.at(days_late(1)):
        delivery.sweep()
    assert set(Notice.objects.filter(data__step="week-1").values_list("state", flat=True)) == {"due"}
    assert set(Notice.objects.filter(data__step="due-day").values_list("state", flat=True)) == {"sent"}
    with clock.at(days_late(4)):
        delivery.sweep()
    assert set(Notice.objects.filter(data__step="week-1").values_list("state", flat=True)) == {"sent"}


@pytest.mark.parametrize(
    ("late", "until", "said"),
    [
        (0, 0, "later day than today"),
        (0, 15, "until 8 Dec 2025 at the latest"),
        (18, 22, "until 15 Dec 2025 at the latest"),
        (21, 22, "A decision is due now"),
        (23, 25, "A decision is due now"),
    ],
)
def test_it_is_short_and_never_reaches_into_the_decision(cast: Cast, late: int, until: int, said: str) -> None:
    with pytest.raises(Refused, match=said):
        snoozed(an_action(cast), days_late(late), DUE + timedelta(days=until), cast)


def test_it_needs_a_reason(cast: Cast) -> None:
    with clock.at(days_late(0)), pytest.raises(Refused, match="Say why"):
        workflow.snooze(an_action(cast), by=cast.bob, until=DUE + timedelta(days=2), reason=" ")


def test_it_ends_when_somebody_says_so_or_the_deadline_moves(cast: Cast) -> None:
    action = snoozed(an_action(cast), days_late(0), DUE + timedelta(days=8), cast)
    workflow.open_steps(days_late(1, hour=1))
    with clock.at(days_late(2, hour=8)):
        action = workflow.wake(action, by=cast.alice)
        assert action.snoozed_until is None
        with pytest.raises(Refused, match="not snoozed"):
            workflow.wake(action, by=cast.alice)
    assert heard_at("week-1", "bob") == {days_late(2, hour=9)}
    action = snoozed(action, days_late(3), DUE + timedelta(days=8), cast)
    with clock.at(days_late(4)):
        action = workflow.reprioritise(action, by=cast.bob, due_on=date(2026, 1, 16), reason="Later.")
    assert (action.snoozed_until, action.snoozes, Snooze.objects.count()) == (None, 2, 2)


def test_it_shows_on_the_page_and_in_the_list(cast: Cast) -> None:
    action, client = an_action(cast), signed_in(cast.bob)
    address = action.get_absolute_url()
    with clock.at(days_late(1)):
        assert client.get(f"{address}snooze/").status_code == 200
        data: dict[str, Any] = {"until": "2025-12-03", "reason": WHY}
        assert client.post(f"{address}snooze/", {**data, "reason": ""}).status_code == 422
        late = client.post(f"{address}snooze/", {**data, "until": "2026-03-03"})
        assert (
            late.status_code == 422 and "at the latest" in late.content.decode() and "vendor" in late.content.decode()
        )
        assert client.post(f"{address}snooze/", data).status_code == 302
        page = client.get(address).content.decode()
        assert "Snoozed until" in page and "vendor&#x27;s fix" in page and "<dt>Snoozed</dt><dd>Once</dd>" in page
        assert "Snoozed until 3 Dec" in client.get("/actions/").content.decode()
        assert signed_in(cast.mallory).post(f"{address}wake/").status_code == 403
        assert client.post(f"{address}wake/").status_code == 302
        assert "End the snooze" not in client.get(address).content.decode()
