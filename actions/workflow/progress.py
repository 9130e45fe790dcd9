from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action, ActionUpdate
from actions.workflow.keeping import first_line, keep, locked, require_open, require_words
from activity import once as once_only
from activity.record import record
from kit import clock
from kit.errors import Refused


@transaction.atomic
def log_update(
    action: Action, *, by: User, text: str, blocked: bool = False, state: str | None = None, once: str = ""
) -> ActionUpdate:
    """Say how it goes. `state` may move it between to do and in progress; ending it needs its own verb."""
    policy.require("actions.update", by, action)
    if not once_only.claim(key := f"actions.log_update:{by.pk}:{once}" if once else ""):
        return once_only.made(key, ActionUpdate)
    action = locked(action)
    require_open(action)
    if state and state not in (Action.State.TODO, Action.State.IN_PROGRESS):
        raise Refused("Complete it with evidence, or drop it with a rationale.")
    update = ActionUpdate.objects.create(
        action=action,
        text=require_words(text, "Say how it goes, in a sentence or two."),
        blocked=blocked,
        by=by,
        at=clock.now(),
    )
    action.blocked, action.latest_note = blocked, first_line(update.text)
    action.state = Action.State(state) if state else action.state
    keep(action)
    once_only.settle(key, update)
    record("action.updated", action, by=by, data={"blocked": blocked, "state": action.state})
    return update


@transaction.atomic
def follow_up(actions: Sequence[Action], *, by: User, text: str, once: str = "") -> list[ActionUpdate]:
    """The same update on several actions, whose status stays as it is."""
    # Locked in one order by everybody, so that two of these cannot wait for each other.
    return [
        log_update(action, by=by, text=text, blocked=action.blocked, once=f"{once}:{action.pk}" if once else "")
        for action in sorted(actions, key=lambda action: action.pk)
    ]
