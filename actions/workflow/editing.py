from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action, Decision
from actions.workflow.deadlines import hand_over, move, weigh
from actions.workflow.keeping import keep, locked, require_open, require_words
from actions.workflow.lateness import note_decision
from actions.workflow.owning import assigned
from activity.record import record
from kit.errors import Refused

TEXTS = ("title", "description", "done_when", "benefit", "ticket", "ticket_url", "source_note")
CHOICES = ("team", "category", "effort", "gain", "source")
PROMISES = ("owner", "due_on", "priority")


@transaction.atomic
def edit(action: Action, *, by: User, version: int | None, reason: str = "", **changes: Any) -> Action:
    """Correct or sharpen it. `changes` name fields of TEXTS, CHOICES and PROMISES.

    What was promised (owner, deadline, priority) changes only while it is open; a running deadline or priority only
    with a reason. Raises Stale when `version` is not the current one.
    """
    policy.require("actions.edit", by, action)
    if unknown := set(changes) - {*TEXTS, *CHOICES, *PROMISES}:
        raise TypeError(f"edit() does not change {', '.join(sorted(unknown))}")
    action = locked(action, version)
    owned_by = action.owner_id
    promised = {name: changes[name] for name in PROMISES if name in changes and changes[name] != getattr(action, name)}
    done = _correct(action, changes) | (_promise(action, promised, by=by, reason=reason) if promised else {})
    if not done:
        return action
    keep(action)
    if reason.strip():
        done["reason"] = reason.strip()
    record("action.edited", action, by=by, data=done, notify=assigned(action, owned_by))
    return action


def _correct(action: Action, changes: dict[str, Any]) -> dict[str, Any]:
    done: dict[str, Any] = {}
    for name in (*TEXTS, *CHOICES):
        if name not in changes:
            continue
        value = changes[name].strip() if name in TEXTS else changes[name]
        if name == "title":
            value = require_words(value, "Say in a few words what will change.")
        before = getattr(action, name)
        if value != before:
            setattr(action, name, value)
            done[name] = [str(before), str(value)]
    return done


def _promise(action: Action, promised: dict[str, Any], *, by: User, reason: str) -> dict[str, Any]:
    require_open(action)
    if action.is_running:
        if promised.get("owner", action.owner) is None or promised.get("due_on", action.due_on) is None:
            raise Refused("Its clock runs: it needs an owner and a deadline.")
        if {"due_on", "priority"} & set(promised):
            policy.require("actions.decide", by, action)
            reason = require_words(reason, "Say why the deadline or the priority changes: readers will see it.")
        if "due_on" in promised:
            note_decision(action, Decision.Outcome.REPRIORITISE, reason, by=by)
    done: dict[str, Any] = {}
    if "owner" in promised and promised["owner"] is None:
        done["owner"] = [action.owner.handle if action.owner else None, None]
        action.owner = None
    else:
        done |= hand_over(action, promised.get("owner"), by=by)
    done |= weigh(action, promised.get("priority"))
    if "due_on" in promised:
        due_on = promised["due_on"]
        if due_on is None:
            done["due_on"] = [str(action.due_on), None]
            action.due_on = None
        else:
            done |= move(action, due_on, by=by, reason=reason)
    return done
