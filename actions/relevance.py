"""Whether a rung is still owed when its notice is about to leave."""

from __future__ import annotations

from actions.ladder import Role
from actions.models import Action
from activity import relevance
from activity.models import Notice


def ladder_rung(notice: Notice, subject: Action) -> str:
    if not subject.is_open:
        return f"The action was closed: {subject.get_state_display().lower()}."
    if subject.due_on is None or (subject.due_on.isoformat(), subject.moved) != _deadline(notice):
        return "The deadline moved."
    to_owner = notice.data.get("role") == Role.OWNER and subject.owner is not None and subject.owner.is_active
    return assignment(notice, subject) if to_owner else ""


def assignment(notice: Notice, subject: Action) -> str:
    return "" if subject.owner_id == notice.recipient_id else "The action was given to somebody else."


def completion(notice: Notice, subject: Action) -> str:
    same = subject.closed_at is not None and subject.closed_at.isoformat() == notice.data["closed_at"]
    return "" if same and subject.state == Action.State.DONE else "The action was taken up again."


def refusal(notice: Notice, subject: Action) -> str:
    same = subject.declined_at is not None and subject.declined_at.isoformat() == notice.data["declined_at"]
    return "" if same and subject.is_open else "It has found an owner, or was closed."


def _deadline(notice: Notice) -> tuple[str, int]:
    return notice.data["due_on"], notice.data["moved"]


def register() -> None:
    for kind in ("ladder_reminder", "ladder_overdue", "ladder_standup", "ladder_decision"):
        relevance.register(kind, ladder_rung)
    relevance.register("action_assigned", assignment)
    relevance.register("action_check", completion)
    relevance.register("action_declined", refusal)
