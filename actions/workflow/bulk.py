"""The same verb on many actions: each asks and is refused by itself, in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action, ActionUpdate
from actions.workflow.keeping import first_line, keep, locked, require_open, require_words
from activity import once as once_only
from activity.notify import Telling
from activity.record import record
from kit import clock
from kit.errors import Refused


@dataclass(frozen=True)
class Result:
    """`reason` is empty where it was done."""

    action: Action
    reason: str = ""


def each(actions: Iterable[Action], verb: Callable[[Action], object]) -> list[Result]:
    """What became of each, in their order; one that is refused holds back no other."""
    results = []
    for action in actions:
        try:
            verb(action)
        except Refused as refusal:
            results.append(Result(action, " ".join(refusal.reasons)))
        except PermissionDenied as denied:
            results.append(Result(action, str(denied)))
        else:
            results.append(Result(action))
    return results


@transaction.atomic
def ask(action: Action, *, by: User, text: str, once: str = "") -> Action:
    """Ask the owner how it goes: kept with the updates, and told to the owner."""
    policy.require("actions.update", by, action)
    if not once_only.claim(key := f"actions.ask:{by.pk}:{once}" if once else ""):
        return once_only.made(key, Action)
    action = locked(action)
    require_open(action)
    if action.owner is None:
        raise Refused(f"{action.code} has no owner to ask.")
    text = require_words(text, "Say what you want to know.")
    ActionUpdate.objects.create(action=action, text=text, blocked=action.blocked, by=by, at=clock.now())
    action.latest_note = first_line(text)
    keep(action)
    once_only.settle(key, action)
    record("action.asked", action, by=by, notify=[Telling("action_asked", to=[action.owner])])
    return action
