from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from activity import once as tokens
from activity.record import record
from kit import clock
from kit.errors import Refused
from postmortems import tree
from postmortems.models import Postmortem, Why
from postmortems.workflow.editing import change, next_order, opened, opened_row, token_of, touched

EVIDENCE = ("evidence_label", "evidence_url", "evidence_entry_id")
FIELDS = ("question", "answer", *EVIDENCE)
MOST_RUNGS = 60


@transaction.atomic
def add_why(
    postmortem: Postmortem,
    *,
    by: User,
    question: str,
    answer: str = "",
    parent: Why | None = None,
    is_root: bool = False,
    once: str = "",
    **evidence: Any,
) -> Why:
    """A rung below `parent`; without one the first rung of a ladder. A second child begins a branch.

    `evidence` names fields of EVIDENCE.
    """
    postmortem = opened(postmortem, by)
    if not tokens.claim(key := token_of("why", by, once)):
        return tokens.made(key, Why)
    if parent is not None:
        parent = Why.objects.filter(postmortem=postmortem, pk=parent.pk).first()
        if parent is None:
            raise Refused("The answer you asked why of was removed. Undo that, or ask why of another answer.")
    if Why.objects.filter(postmortem=postmortem).count() >= MOST_RUNGS:
        raise Refused(f"A write-up holds up to {MOST_RUNGS} whys. Tell the rest in words.")
    _require_known(postmortem, evidence)
    why: Why = Why.objects.create(
        postmortem=postmortem,
        parent=parent,
        question=question,
        answer=answer,
        is_root=is_root,
        order=next_order(Why.everything.filter(postmortem=postmortem)),
        **evidence,
    )
    tokens.settle(key, why)
    touched(postmortem)
    record("why.added", postmortem, by=by, data={"question": question})
    return why


@transaction.atomic
def edit_why(why: Why, *, by: User, version: int, **changes: Any) -> Why:
    """Raises Stale, with the rung as it is now, when it was changed since `version`."""
    why = opened_row(why, by, version)
    _require_known(why.postmortem, changes)
    if differing := change(why, changes, FIELDS):
        touched(why.postmortem)
        record("why.edited", why.postmortem, by=by, data={"question": why.question, "changed": differing})
    return why


@transaction.atomic
def mark_root(why: Why, *, by: User, is_root: bool = True) -> Why:
    """Say that this answer is a root cause, or that it is not after all."""
    why = opened_row(why, by)
    if change(why, {"is_root": is_root}, ("is_root",)):
        touched(why.postmortem)
        record("why.marked_root", why.postmortem, by=by, data={"question": why.question, "is_root": is_root})
    return why


@transaction.atomic
def remove_why(why: Why, *, by: User) -> Why:
    """With everything asked below it: they go and come back together."""
    why = opened_row(why, by)
    now = clock.now()
    gone = tree.with_below(why.pk, rungs_of(why.postmortem))
    Why.objects.filter(pk__in=gone).update(removed_at=now)
    why.removed_at = now
    touched(why.postmortem)
    record("why.removed", why.postmortem, by=by, data={"question": why.question, "rungs": len(gone)})
    return why


@transaction.atomic
def restore_why(why: Why, *, by: User) -> Why:
    postmortem = opened(why.postmortem, by)
    why = Why.everything.locked(why.pk)
    if why.removed_at is None:
        return why
    if why.parent_id and not Why.objects.filter(pk=why.parent_id).exists():
        raise Refused("The answer above it was removed too. Bring that one back, and this comes with it.")
    Why.everything.filter(postmortem=postmortem, removed_at=why.removed_at).update(removed_at=None)
    why.removed_at = None
    touched(postmortem)
    record("why.restored", postmortem, by=by, data={"question": why.question})
    return why


def rungs_of(postmortem: Postmortem) -> tree.Parents:
    """Key → key of the one above, in reading order."""
    return dict(Why.objects.filter(postmortem=postmortem).order_by("order", "pk").values_list("pk", "parent"))


def _require_known(postmortem: Postmortem, given: dict[str, Any]) -> None:
    entry = given.get("evidence_entry_id")
    if entry and not postmortem.incident.entries.kept().filter(pk=entry).exists():
        raise Refused("That entry of the timeline was removed. Choose another one, or name the evidence in words.")
