from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action, Decision
from actions.workflow.deadlines import move
from actions.workflow.keeping import keep, locked, require_open, require_words
from actions.workflow.lateness import note_decision
from actions.workflow.telling import circle, closed
from activity.notify import Telling
from activity.record import record
from kit import clock
from kit.errors import Refused


def end_done(action: Action, *, by: User, evidence: str, evidence_url: str) -> None:
    action.evidence, action.evidence_url = evidence.strip(), evidence_url.strip()
    _end(action, Action.State.DONE, by=by)


def end_dropped(action: Action, *, by: User, rationale: str) -> None:
    action.rationale = rationale
    _end(action, Action.State.DROPPED, by=by)


def _end(action: Action, state: Action.State, *, by: User) -> None:
    action.state, action.blocked, action.snoozed_until = state, False, None
    action.closed_at, action.closed_by = clock.now(), by


@transaction.atomic
def complete(action: Action, *, by: User, evidence: str = "", evidence_url: str = "") -> Action:
    """Close it as done. Raises Refused without evidence."""
    policy.require("actions.complete", by, action)
    action = locked(action)
    require_open(action)
    reason = require_words(evidence or evidence_url, "Say how it can be seen that it is done: a sentence or a link.")
    note_decision(action, Decision.Outcome.COMPLETE, reason, by=by)
    end_done(action, by=by, evidence=evidence, evidence_url=evidence_url)
    keep(action)
    on_time = action.due_on is None or clock.today((action.owner or by).zone) <= action.due_on
    record("action.completed", action, by=by, data={"on_time": on_time}, notify=[closed(action)])
    return action


@transaction.atomic
def drop(action: Action, *, by: User, rationale: str) -> Action:
    """Close it undone. Raises Refused without a rationale."""
    policy.require("actions.decide", by, action)
    action = locked(action)
    require_open(action)
    rationale = require_words(rationale, "Say why it is dropped: readers will see it.")
    note_decision(action, Decision.Outcome.DROP, rationale, by=by)
    end_dropped(action, by=by, rationale=rationale)
    keep(action)
    record("action.dropped", action, by=by, data={"rationale": action.rationale}, notify=[closed(action)])
    return action


@transaction.atomic
def reopen(action: Action, *, by: User, reason: str, due_on: date | None = None) -> Action:
    """Take up again what was closed. Rungs that passed meanwhile are not told, and those before are not repeated."""
    policy.require("actions.reopen", by, action)
    action = locked(action)
    if action.is_open:
        raise Refused(f"{action.code} is open already.")
    reason = require_words(reason, "Say why it is taken up again.")
    was = {"state": action.state, "evidence": action.evidence, "rationale": action.rationale}
    action.state, action.closed_at, action.closed_by = Action.State.TODO, None, None
    action.evidence, action.evidence_url, action.rationale = "", "", ""
    if action.clock_started_at is not None and (action.owner is None or action.due_on is None):
        raise Refused("Name its owner and its deadline first.")
    action.deadline_set_at = clock.now()
    changes = move(action, due_on, by=by, reason=reason) if due_on else {}
    keep(action)
    told = Telling("action_reopened", to=circle(action))
    record("action.reopened", action, by=by, data={"was": was, "reason": reason} | changes, notify=[told])
    return action
