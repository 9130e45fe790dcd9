from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action, DeadlineChange, Decision
from actions.workflow.keeping import keep, locked, require_open, require_words
from actions.workflow.lateness import note_decision
from actions.workflow.owning import admit, assigned, require_able, settle
from activity.record import record
from kit import clock
from kit.errors import Refused

FIRST_YEAR, LAST_YEAR = 2000, 2199


def require_sane(due_on: date, today: date | None) -> None:
    """Refuses years nobody means and, when `today` is given, a day already past."""
    if not FIRST_YEAR <= due_on.year <= LAST_YEAR:
        raise Refused(f"The deadline must lie between the years {FIRST_YEAR} and {LAST_YEAR}.")
    if today is not None and due_on < today:
        raise Refused("The deadline has already passed. Choose today or a later day.")


def move(action: Action, due_on: date, *, by: User, reason: str) -> dict[str, Any]:
    """Give the action another deadline; once its clock runs, this is counted and restarts the ladder.

    Answers what changed, for the record.
    """
    before = action.due_on
    if due_on == before:
        return {}
    today = clock.today((action.owner or by).zone)
    require_sane(due_on, today if action.is_running else None)
    action.due_on, action.deadline_set_at, action.last_step = due_on, clock.now(), ""
    action.snoozed_until = None
    if action.is_running:
        action.moved += 1
        DeadlineChange.objects.create(
            action=action,
            before=before,
            after=due_on,
            reason=require_words(reason, "Say why the deadline moves: readers will see it."),
            by=by,
            at=clock.now(),
        )
    return {"due_on": [before.isoformat() if before else None, due_on.isoformat()]}


def hand_over(action: Action, owner: User | None, *, by: User) -> dict[str, Any]:
    """Give the action to somebody else; None leaves it where it is."""
    if owner is None or owner.pk == action.owner_id:
        return {}
    require_able(owner)
    admit(owner, action.incident, by=by)
    before = action.owner.handle if action.owner else None
    action.owner = owner
    settle(action)
    return {"owner": [before, owner.handle]}


def weigh(action: Action, priority: str | None) -> dict[str, Any]:
    """Give the action another priority; None leaves it as it is."""
    if priority is None or priority == action.priority:
        return {}
    before, action.priority = action.priority, Action.Priority(priority)
    return {"priority": [before, priority]}


@transaction.atomic
def reprioritise(
    action: Action, *, by: User, due_on: date, reason: str, priority: str | None = None, owner: User | None = None
) -> Action:
    """Another deadline, and perhaps another priority or owner, with the reason. Counts as a moved deadline."""
    policy.require("actions.decide", by, action)
    action = locked(action)
    require_open(action)
    reason = require_words(reason, "Say why: readers will see it.")
    owned_by = action.owner_id
    note_decision(action, Decision.Outcome.REPRIORITISE, reason, by=by)
    changes = hand_over(action, owner, by=by)
    changes |= weigh(action, priority) | move(action, due_on, by=by, reason=reason)
    if not changes:
        raise Refused("Nothing would change: name another deadline, priority or owner.")
    keep(action)
    record("action.reprioritised", action, by=by, data=changes | {"reason": reason}, notify=assigned(action, owned_by))
    return action
