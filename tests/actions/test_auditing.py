"""The auditor: rows broken on purpose, found, mended and counted."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F

from actions import workflow
from actions.models import Action
from activity import delivery
from activity.models import Activity, AuditFinding, Heartbeat, Notice
from activity.workflow import audit, beat
from incidents.models import Incident
from kit import clock
from tests.builders.actions import an_action, days_late
from tests.builders.incidents import an_incident
from tests.cast import Cast, signed_in

NOW = days_late(9, hour=15)


def found(at: datetime = NOW) -> dict[str, tuple[int, int]]:
    with clock.at(at):
        return {each.kind: (each.count, each.mended) for each in audit(at)}


@pytest.fixture
def action(cast: Cast) -> Action:
    """In its second overdue week, everything told."""
    made = an_action(cast)
    for day in range(-14, 10):
        with clock.at(days_late(day, hour=15)):
            workflow.open_steps()
            delivery.sweep()
    made.refresh_from_db()
    return made


def broken(action: Action, **values: Any) -> None:
    Action.objects.filter(pk=action.pk).update(**values)


def test_it_finds_nothing_where_nothing_is_wrong(action: Action) -> None:
    assert found() == {} and not AuditFinding.objects.exists()


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("step_unscheduled", {"next_step_at": None}),
        ("step_mistimed", {"next_step_at": NOW + timedelta(days=90)}),
        ("step_mistimed", {"next_step_at": NOW + timedelta(hours=1)}),
        ("step_unknown", {"last_step": "week-9"}),
        ("step_unknown", {"last_step": "nonsense"}),
    ],
)
def test_it_sets_the_next_step_anew(action: Action, kind: str, values: dict[str, Any]) -> None:
    right = Action.objects.values("next_step_at", "last_step").get()
    told = Notice.objects.count()
    broken(action, **values)
    assert found() == {kind: (1, 1)}
    assert Action.objects.values("next_step_at", "last_step").get() == right
    assert Notice.objects.count() == told and found() == {}
    assert Activity.objects.about(action)[0].verb == "action.rescheduled"


def test_it_takes_away_a_step_that_is_not_owed(cast: Cast, action: Action) -> None:
    with clock.at(NOW):
        workflow.complete(action, by=cast.bob, evidence="Both alerts fired.")
    broken(action, next_step_at=NOW)
    assert found() == {"step_needless": (1, 1)}
    assert Action.objects.get().next_step_at is None


def test_it_opens_what_the_ladder_left(action: Action) -> None:
    assert found(days_late(15)) == {"step_late": (1, 1)}
    assert Notice.objects.filter(data__step="week-3", recipient__handle="erin").count() == 2


def test_it_tells_a_step_that_left_no_trace(action: Action) -> None:
    before = set(Notice.objects.values_list("key", "recipient", "address", "channel"))
    Notice.objects.filter(data__step="week-2").delete()
    assert found() == {"step_untold": (1, 1)}
    assert set(Notice.objects.values_list("key", "recipient", "address", "channel")) == before
    assert found() == {}


def test_it_leaves_alone_a_step_nobody_wanted_to_hear(cast: Cast, action: Action) -> None:
    from activity.workflow import set_preference

    Notice.objects.filter(data__step="week-2").delete()
    cast.payments.__class__.objects.update(standup_list="")
    for person in (cast.alice, cast.bob, cast.carol):
        set_preference(person, kind="ladder_standup", channel="inbox", wanted=False)
    assert found() == {}


def test_it_counts_what_was_told_twice_and_stops_what_has_not_left(action: Action) -> None:
    with clock.at(NOW - timedelta(hours=3)):
        beat("audit", took_ms=1)
    first = Notice.objects.filter(data__step="week-1", channel="email", recipient__handle="bob").get()
    due = Notice.objects.get(pk=first.pk)
    due.pk, due.key, due.state, due.created_at = None, "ladder:another", "due", NOW - timedelta(hours=1)
    due.save(force_insert=True)
    assert found() == {"notice_doubled": (1, 1)}
    due.refresh_from_db()
    assert due.state == "skipped" and found() == {}
    due.pk, due.key, due.state = None, "ladder:a-third", "sent"
    due.save(force_insert=True)
    assert found() == {"notice_doubled": (1, 0)}
    assert AuditFinding.objects.values("found", "mended", "left").get() == {"found": 2, "mended": 1, "left": 1}
    Heartbeat.objects.update(at=NOW - timedelta(minutes=1))
    assert found() == {} and AuditFinding.objects.get().left == 0


def test_it_frees_notices_that_hang(action: Action) -> None:
    ladder = Notice.objects.filter(key__startswith="ladder:").order_by("pk")
    held, far, undated, late = ladder[:4]
    ladder.filter(pk__in=[held.pk, far.pk, late.pk]).update(state="due", sent_at=None)
    ladder.filter(pk=held.pk).update(held_until=NOW + timedelta(days=30))
    ladder.filter(pk=far.pk).update(due_at=NOW + timedelta(days=200))
    ladder.filter(pk=undated.pk).update(sent_at=None)
    one = dict.fromkeys(("notice_held", "notice_postponed", "notice_undated"), (1, 1))
    assert found() == one | {"notice_late": (1, 1)}
    assert found() == {} and set(ladder.values_list("state", flat=True)) == {"sent"}


def test_it_lets_a_mail_wait_that_says_why(action: Action) -> None:
    rows = Notice.objects.filter(channel="email")
    reason = "Attempt 3 failed: ConnectionRefusedError"
    rows.update(state="due", sent_at=None, outcome=reason, held_until=NOW + timedelta(hours=2))
    assert found() == {}


def test_it_works_beside_somebody_who_holds_the_row(cast: Cast, action: Action) -> None:
    broken(action, next_step_at=F("next_step_at") + timedelta(days=1))
    row = Action.objects.select_related("owner").get()
    from actions.workflow import auditing

    assert auditing.fault(row, NOW) == "step_mistimed"
    with clock.at(NOW):
        workflow.reprioritise(row, by=cast.bob, due_on=days_late(60).date(), reason="It waits for the metrics store.")
    assert auditing.mend(row, NOW) and not Activity.objects.filter(verb="action.rescheduled").exists()


def test_its_notes_hold_no_text(cast: Cast) -> None:
    incident = an_incident(cast, visibility=Incident.Visibility.RESTRICTED, title="Keys exposed")
    action = an_action(cast, incident=incident, title="Rotate the leaked keys")
    delivery.sweep()
    broken(action, next_step_at=None)
    assert found(days_late(-10)) == {"step_unscheduled": (1, 1)}
    assert not any("leaked" in str(row.data) for row in Activity.objects.filter(verb__in=["audit.found"]))


def test_it_runs_by_command_and_shows_on_the_outbox(cast: Cast, action: Action, capsys: Any) -> None:
    broken(action, next_step_at=None)
    with clock.at(NOW):
        call_command("audit")
        page = signed_in(cast.root).get("/settings/outbox/").content.decode()
    assert "1 mended" in capsys.readouterr().out
    assert "An action whose clock runs had no next step" in page and "1 found, 1 mended" in page
