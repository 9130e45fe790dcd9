"""When the next rung of one action opens."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from actions import ladder
from actions.models import Action
from kit.workdays import Workdays, local_moment


def workdays_of(user: User) -> Workdays:
    return user.working


def told_until(action: Action) -> datetime:
    """Steps that opened by then are not told: the clock stood, the deadline was another, or they were told."""
    assert action.clock_started_at is not None and action.due_on is not None and action.owner is not None
    since = max(action.clock_started_at, action.deadline_set_at)
    if action.last_step:
        step = ladder.step(action.last_step)
        since = max(since, ladder.opening(step, action.due_on, action.owner.zone, workdays_of(action.owner)))
    return since


def wind(action: Action) -> None:
    """Set `next_step_at`: empty while nothing is owed (closed, in an unpublished write-up, without owner or date)."""
    if not action.is_running or action.due_on is None or action.owner is None:
        action.next_step_at = None
        return
    action.next_step_at = ladder.next_opening(
        action.due_on, action.owner.zone, after=told_until(action), workdays=workdays_of(action.owner)
    )[1]


def after_snooze(action: Action, opens_at: datetime) -> datetime:
    """From when a rung may be told: it opens while the action is snoozed, and is heard of afterwards."""
    assert action.owner is not None
    return max(opens_at, local_moment(action.snoozed_until, action.owner.zone)) if action.snoozed_until else opens_at
