from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions import ladder
from actions.models import Action, Decision
from actions.workflow.deadlines import hand_over, move, weigh
from actions.workflow.ending import end_done, end_dropped
from actions.workflow.keeping import keep, locked, require_open, require_words
from actions.workflow.lateness import note_decision, weeks_late
from actions.workflow.owning import assigned
from actions.workflow.telling import circle
from activity.notify import Telling
from activity.record import record
from kit.errors import Refused


class Terms(TypedDict, total=False):
    due_on: date | None
    priority: str | None
    owner: User | None


@transaction.atomic
def decide(
    action: Action,
    *,
    by: User,
    outcome: str,
    reason: str = "",
    evidence: str = "",
    evidence_url: str = "",
    **terms: Unpack[Terms],
) -> Action:
    """The explicit decision that an action needs from its fourth overdue week on.

    complete: commit to a new date, once per action; or, with evidence, say it is already done. reprioritise: a new
    date, perhaps another owner or priority. drop: `reason` is the rationale. Raises Refused before the fourth week.
    """
    policy.require("actions.decide", by, action)
    action = locked(action)
    week = _require_week(action, outcome)
    proof = evidence.strip() or evidence_url.strip()
    done = outcome == Decision.Outcome.COMPLETE and bool(proof)
    reason = require_words(reason or (proof if done else ""), "Say why: readers will see it.")
    if outcome == Decision.Outcome.COMPLETE and not done:
        _require_first_commitment(action)
    owned_by, people = action.owner_id, circle(action)
    note_decision(action, outcome, reason, by=by)
    changes: dict[str, Any] = {}
    if done:
        end_done(action, by=by, evidence=evidence, evidence_url=evidence_url)
    elif outcome == Decision.Outcome.DROP:
        end_dropped(action, by=by, rationale=reason)
    else:
        changes = _postpone(action, terms, by=by, outcome=outcome, reason=reason)
    keep(action)
    data = {"outcome": outcome, "week": week, "done": done}
    tellings = [Telling("action_decided", to=people, data=data), *assigned(action, owned_by)]
    record("action.decided", action, by=by, data=data | changes | {"reason": reason}, notify=tellings)
    return action


def _require_week(action: Action, outcome: str) -> int:
    """The overdue week in which this is decided."""
    require_open(action)
    if outcome not in Decision.Outcome.values:
        raise Refused("Choose one: complete, reprioritise or drop.")
    week = weeks_late(action)
    if week < ladder.DECISION_WEEK:
        raise Refused(
            "A decision is asked for from the fourth overdue week. Until then, reprioritise or log an update."
        )
    return week


def _postpone(action: Action, terms: Terms, *, by: User, outcome: str, reason: str) -> dict[str, Any]:
    due_on = terms.get("due_on")
    if due_on is None:
        raise Refused("Name the new deadline.")
    changes: dict[str, Any] = {}
    if outcome == Decision.Outcome.REPRIORITISE:
        changes = hand_over(action, terms.get("owner"), by=by) | weigh(action, terms.get("priority"))
    return changes | move(action, due_on, by=by, reason=reason)


def _require_first_commitment(action: Action) -> None:
    if action.decisions.filter(outcome=Decision.Outcome.COMPLETE).exists():
        raise Refused("It was committed to once before. Reprioritise it or drop it, so that the reason is said.")
