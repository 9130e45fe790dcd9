from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from actions.models import Action
from activity import once as tokens
from activity.record import record
from incidents import workflow as incidents
from kit import clock
from kit.errors import Refused
from postmortems.models import ContributingFactor, FactorCategory, Postmortem
from postmortems.workflow.editing import change, next_order, opened, opened_row, token_of, touched

FIELDS = ("category", "text")
RISK = ("risk_owner", "risk_reason", "risk_until")


@transaction.atomic
def add_factor(
    postmortem: Postmortem,
    *,
    by: User,
    category: str,
    text: str,
    actions: Iterable[Action] = (),
    once: str = "",
) -> ContributingFactor:
    postmortem = opened(postmortem, by)
    if not tokens.claim(key := token_of("factor", by, once)):
        return tokens.made(key, ContributingFactor)
    _require_current(category)
    factor: ContributingFactor = ContributingFactor.objects.create(
        postmortem=postmortem,
        category=category,
        text=text,
        added_at=clock.now(),
        order=next_order(ContributingFactor.everything.filter(postmortem=postmortem)),
    )
    tokens.settle(key, factor)
    touched(postmortem)
    record("factor.added", postmortem, by=by, data={"category": category, "text": text})
    for action in actions:
        answer_with_action(factor, by=by, action=action)
    return factor


@transaction.atomic
def edit_factor(factor: ContributingFactor, *, by: User, version: int, **changes: Any) -> ContributingFactor:
    """Raises Stale, with the factor as it is now, when it was changed since `version`."""
    factor = opened_row(factor, by, version)
    if changes.get("category", factor.category) != factor.category:
        _require_current(changes["category"])
    if differing := change(factor, changes, FIELDS):
        touched(factor.postmortem)
        record("factor.edited", factor.postmortem, by=by, data={"text": factor.text, "changed": differing})
    return factor


@transaction.atomic
def remove_factor(factor: ContributingFactor, *, by: User) -> ContributingFactor:
    factor = opened_row(factor, by)
    factor.removed_at = clock.now()
    factor.save(update_fields=["removed_at"])
    touched(factor.postmortem)
    record("factor.removed", factor.postmortem, by=by, data={"text": factor.text})
    return factor


@transaction.atomic
def restore_factor(factor: ContributingFactor, *, by: User) -> ContributingFactor:
    postmortem = opened(factor.postmortem, by)
    factor = ContributingFactor.everything.locked(factor.pk)
    if factor.removed_at is not None:
        factor.removed_at = None
        factor.save(update_fields=["removed_at"])
        touched(postmortem)
        record("factor.restored", postmortem, by=by, data={"text": factor.text})
    return factor


@transaction.atomic
def answer_with_action(
    factor: ContributingFactor, *, by: User, action: Action, answered: bool = True
) -> ContributingFactor:
    """Say that this action is the answer to the factor, or that it is not after all."""
    factor = opened_row(factor, by)
    if action.incident_id != factor.postmortem.incident_id:
        raise Refused(f"{action.code} belongs to another incident. Choose an action of this one.")
    if factor.actions.filter(pk=action.pk).exists() == answered:
        return factor
    if answered:
        factor.actions.add(action)
    else:
        factor.actions.remove(action)
    factor.version += 1
    factor.save(update_fields=["version"])
    touched(factor.postmortem)
    record("factor.answered", factor.postmortem, by=by, data={"action": action.code, "answered": answered})
    return factor


@transaction.atomic
def answer_with_actions(
    factor: ContributingFactor, *, by: User, actions: Iterable[Action], version: int | None = None
) -> ContributingFactor:
    """Say that these actions are the answer to the factor, and no others. Raises Stale when it is past `version`."""
    factor = opened_row(factor, by, version)
    wanted = {action.pk: action for action in actions}
    for action in factor.actions.exclude(pk__in=wanted):
        answer_with_action(factor, by=by, action=action, answered=False)
    for action in wanted.values():
        factor = answer_with_action(factor, by=by, action=action)
    return factor


@transaction.atomic
def accept_risk(
    factor: ContributingFactor, *, by: User, owner: User, reason: str, until: date, version: int | None = None
) -> ContributingFactor:
    """Live with the factor for a while: somebody answers for it, says why, and looks again on the day.

    Raises Stale when it is past `version`.
    """
    factor = opened_row(factor, by, version)
    require_sound(owner=owner, reason=reason, until=until, by=by)
    incidents.admit(factor.postmortem.incident, by=by, user=owner)
    if change(factor, {"risk_owner": owner, "risk_reason": reason.strip(), "risk_until": until}, RISK):
        touched(factor.postmortem)
        data = {"text": factor.text, "owner": owner.handle, "until": until.isoformat()}
        record("factor.accepted", factor.postmortem, by=by, data=data)
    return factor


@transaction.atomic
def withdraw_risk(factor: ContributingFactor, *, by: User) -> ContributingFactor:
    """The risk is no longer accepted, so the factor waits for an answer again."""
    factor = opened_row(factor, by)
    if change(factor, {"risk_owner": None, "risk_reason": "", "risk_until": None}, RISK):
        touched(factor.postmortem)
        record("factor.reopened", factor.postmortem, by=by, data={"text": factor.text})
    return factor


def require_sound(*, owner: User, reason: str, until: date, by: User) -> None:
    """Raises Refused with a sentence for each thing that an accepted risk lacks."""
    reasons = []
    if not reason.strip():
        reasons.append("Say why the risk is accepted.")
    if until <= clock.today(by.zone):
        reasons.append("An accepted risk runs out on a day to come, when it is looked at again.")
    if not owner.is_active:
        reasons.append(f"@{owner.handle} no longer has an active account.")
    if reasons:
        raise Refused(reasons)


def _require_current(category: str) -> None:
    if not FactorCategory.objects.current().filter(key=category).exists():
        raise Refused("This category is not used any more. Choose another one.")
