"""Quiet for a while, with a reason: rungs go on opening, and whom they concern hears when the snooze ends."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions import ladder
from actions.models import Action, Snooze
from actions.workflow.keeping import keep, locked, require_words
from actions.workflow.lateness import weeks_late
from actions.workflow.winding import workdays_of
from activity.models import Notice
from activity.record import record
from kit import clock
from kit.errors import Refused
from kit.workdays import Workdays, add_working_days, local_moment

MOST_WORKING_DAYS = 10
# Whoever works one day a week cannot snooze for a quarter of a year.
MOST_DAYS = timedelta(days=14)
BEFORE_DECISION = timedelta(days=7 * (ladder.DECISION_WEEK - 1))


def latest_end(action: Action) -> date:
    """The last day until which it may be quiet: at most ten working days, and never into the week of decision."""
    assert action.owner is not None and action.due_on is not None
    today = clock.today(action.owner.zone)
    far = min(add_working_days(today, MOST_WORKING_DAYS, workdays_of(action.owner)), today + MOST_DAYS)
    return min(far, action.due_on + BEFORE_DECISION)


@transaction.atomic
def snooze(action: Action, *, by: User, until: date, reason: str) -> Action:
    """Nobody hears of it before that day of the owner's calendar. Raises Refused from the fourth overdue week."""
    policy.require("actions.decide", by, action)
    action = locked(action)
    if not action.is_running or action.owner is None:
        raise Refused("Only an open action whose clock runs can be snoozed.")
    reason = require_words(reason, "Say why: readers will see it.")
    latest, today = latest_end(action), clock.today(action.owner.zone)
    if weeks_late(action) >= ladder.DECISION_WEEK or latest <= today:
        raise Refused("A decision is due now: complete it, give it a new date, or drop it.")
    if until <= today:
        raise Refused("Choose a later day than today.")
    if until > latest:
        raise Refused(f"It may be quiet until {latest:%-d %b %Y} at the latest.")
    action.snoozed_until, action.snoozes = until, action.snoozes + 1
    Snooze.objects.create(action=action, until=until, reason=reason, by=by, at=clock.now())
    keep(action)
    _put_off(action, until)
    record("action.snoozed", action, by=by, data={"until": until.isoformat(), "reason": reason})
    return action


@transaction.atomic
def wake(action: Action, *, by: User) -> Action:
    """End the snooze now; what was kept back is told at the next nine o'clock of a working day."""
    policy.require("actions.decide", by, action)
    action = locked(action)
    if action.owner is None or not action.is_snoozed(clock.today(action.owner.zone)):
        raise Refused(f"{action.code} is not snoozed.")
    action.snoozed_until = None
    keep(action)
    _put_off(action, clock.today(action.owner.zone), only_later=False)
    record("action.woken", action, by=by)
    return action


def _put_off(action: Action, until: date, *, only_later: bool = True) -> None:
    """Set when what has not left yet is told: on that day. What a sweeper holds leaves as it is."""
    assert action.owner is not None
    start = max(local_moment(until, action.owner.zone), clock.now())
    prefix = action.ladder_key("")
    waiting = Notice.objects.filter(key__startswith=prefix, state=Notice.State.DUE, held_until=None)
    rows = list(waiting.select_related("recipient").select_for_update(of=("self",)))
    of_team = action.team.working if action.team else Workdays()
    for notice in rows:
        person = notice.recipient or action.owner
        due_at = ladder.tell_at(start, person.zone, workdays_of(person) if notice.recipient else of_team)
        notice.due_at = max(notice.due_at, due_at) if only_later else due_at
    Notice.objects.bulk_update(rows, ["due_at"])
