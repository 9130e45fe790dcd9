"""What every verb does to an action before it is saved."""

from __future__ import annotations

from actions.models import Action
from actions.workflow.winding import wind
from kit import clock
from kit.errors import Refused, Stale


def locked(action: Action, version: int | None = None) -> Action:
    """The row, fresh and locked, as the form knew it. Raises Stale when somebody changed it since."""
    row = Action.objects.select_related("owner", "team", "incident").locked(action.pk)
    if version is not None and row.version != version:
        raise Stale("Somebody changed this action while you were writing. Look at it again before you save.", row)
    return row


def keep(action: Action) -> Action:
    """Save it, with the next rung of its ladder set for its present owner, deadline and state."""
    wind(action)
    action.version += 1
    action.changed_at = clock.now()
    action.save()
    return action


def require_open(action: Action) -> None:
    if not action.is_open:
        raise Refused(f"{action.code} is already {action.get_state_display().lower()}. Reopen it first.")


def require_words(text: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(sentence)
    return text


def first_line(text: str, *, most: int = 300) -> str:
    line = text.strip().splitlines()[0].strip() if text.strip() else ""
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
