from __future__ import annotations

from accounts.models import User
from actions import ladder
from actions.models import Action, Decision
from kit import clock


def weeks_late(action: Action) -> int:
    """Overdue weeks on the owner's calendar; 0 when on time or not running."""
    if not action.is_running or action.due_on is None or action.owner is None:
        return 0
    return ladder.week_overdue(action.due_on, clock.today(action.owner.zone))


def note_decision(action: Action, outcome: str, reason: str, *, by: User) -> None:
    """From the fourth overdue week on, whatever ends or moves an action is the decision asked for, kept with its week.

    Called before the action changes.
    """
    week = weeks_late(action)
    if week >= ladder.DECISION_WEEK:
        Decision.objects.create(action=action, outcome=outcome, reason=reason, week=week, by=by, at=clock.now())
