"""Accepted risks when their time is up: renewed for a while, or turned into an action. Also after publication."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions import workflow as actions
from actions.models import Action
from activity import once as tokens
from activity.record import record
from incidents import workflow as incidents
from kit import clock
from kit.errors import Refused, Stale
from postmortems.models import ContributingFactor, Postmortem
from postmortems.workflow.editing import CHANGED, REMOVED, change, token_of, touched
from postmortems.workflow.factors import RISK, require_sound

NOT_ACCEPTED = "Nobody accepts this risk any more, so there is nothing to renew."


@transaction.atomic
def renew_risk(
    factor: ContributingFactor,
    *,
    by: User,
    reason: str,
    until: date,
    owner: User | None = None,
    version: int | None = None,
) -> ContributingFactor:
    """Accept it for longer, for a reason of today; `owner` when somebody else answers for it from now on.

    Readers of a published text see the new day beside it. Raises Stale when it is past `version`.
    """
    factor, postmortem = _held(factor, by, version)
    owner = owner or factor.risk_owner
    assert owner is not None
    if factor.risk_until is not None and until <= factor.risk_until:
        raise Refused("Renewing a risk gives it a later day than it has.")
    require_sound(owner=owner, reason=reason, until=until, by=by)
    incidents.admit(postmortem.incident, by=by, user=owner)
    change(factor, {"risk_owner": owner, "risk_reason": reason.strip(), "risk_until": until}, RISK)
    factor.risk_renewals += 1
    _settle(factor, postmortem, "risk_renewals")
    data = {"text": factor.text, "owner": owner.handle, "until": until.isoformat(), "renewals": factor.risk_renewals}
    record("factor.renewed", postmortem, by=by, data=data)
    return factor


@transaction.atomic
def turn_into_action(
    factor: ContributingFactor, *, by: User, version: int | None = None, once: str = "", **details: Any
) -> Action:
    """Change what was accepted until now: an action answers the factor, and the risk is no longer accepted.

    `details` are those of actions.workflow.create. After publication its clock runs at once.
    """
    if not tokens.claim(key := token_of("risk", by, once)):
        return tokens.made(key, Action)
    factor, postmortem = _held(factor, by, version)
    action = actions.create(
        by=by, incident=postmortem.incident, source="write_up", running=postmortem.is_published, **details
    )
    tokens.settle(key, action)
    factor.actions.add(action)
    change(factor, {"risk_owner": None, "risk_reason": "", "risk_until": None}, RISK)
    _settle(factor, postmortem)
    record("factor.turned", postmortem, by=by, data={"text": factor.text, "action": action.code})
    return action


def _held(factor: ContributingFactor, by: User, version: int | None) -> tuple[ContributingFactor, Postmortem]:
    """The factor and its write-up, fresh and locked. Raises Refused unless its risk is accepted."""
    policy.require("postmortems.renew_risk", by, factor)
    postmortem = Postmortem.objects.locked(factor.postmortem_id)
    current: ContributingFactor = ContributingFactor.everything.locked(factor.pk)
    if current.removed_at is not None:
        raise Stale(REMOVED, current)
    if version is not None and current.version != version:
        raise Stale(CHANGED, current)
    if not current.is_accepted_risk:
        raise Refused(NOT_ACCEPTED)
    return current, postmortem


def _settle(factor: ContributingFactor, postmortem: Postmortem, *fields: str) -> None:
    if postmortem.is_editable:
        factor.save(update_fields=fields)
        touched(postmortem)
        return
    factor.reanswered_at = clock.now()
    factor.save(update_fields=["reanswered_at", *fields])
    # The page of the published text shows the answer that holds now, and is kept until this changes.
    postmortem.changed_at = clock.now()
    postmortem.save(update_fields=["changed_at"])
