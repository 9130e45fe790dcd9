"""Whys and factors of a frozen text as rows again. The write-up must be locked."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from actions.models import Action
from kit import clock
from postmortems.models import ContributingFactor, Postmortem, Why

Content = dict[str, Any]


def bring_back_whys(postmortem: Postmortem, whys: list[Content]) -> None:
    """An entry that served as evidence is found again by its time and text; without it the words are kept."""
    postmortem.whys.update(removed_at=clock.now())
    made: list[Why] = []
    for place, why in enumerate(whys):
        parent = None if why["parent"] is None else made[why["parent"]]
        fields = {name: why[name] for name in ("question", "answer", "is_root")}
        fields |= _evidence(postmortem, why.get("evidence", {}))
        made.append(Why.objects.create(postmortem=postmortem, order=place, parent=parent, **fields))


def _evidence(postmortem: Postmortem, given: Content) -> Content:
    entry = None
    if given.get("at"):
        rows = postmortem.incident.entries.kept().filter(at=given["at"], text=given.get("entry", ""))
        entry = rows.order_by("pk").first()
    label = given.get("label", "")
    if given.get("at") and entry is None and not label:
        label = given.get("entry", "")[:200]
    return {"evidence_label": label, "evidence_url": given.get("url", ""), "evidence_entry": entry}


def bring_back_factors(postmortem: Postmortem, factors: list[Content]) -> None:
    """Actions and the owner of a risk are found again by number and handle; actions are never deleted.

    An answer that changed after publication is what holds: the frozen text does not take it back.
    """
    later = {(row.category, row.text): row for row in postmortem.factors.filter(reanswered_at__isnull=False)}
    postmortem.factors.update(removed_at=clock.now())
    people = {user.handle: user for user in User.objects.filter(handle__in=[each["risk_owner"] for each in factors])}
    numbers = {number for each in factors for number in each["actions"]}
    actions = {action.number: action for action in Action.objects.filter(number__in=numbers)}
    for place, each in enumerate(factors):
        fields = {"category": each["category"], "text": each["text"], "order": place}
        known = later.get((each["category"], each["text"]))
        risk = _kept(known) if known else _risk(each, people.get(each["risk_owner"]))
        factor = ContributingFactor.objects.create(postmortem=postmortem, **fields, **risk)
        answers = known.actions.all() if known else [actions[number] for number in each["actions"]]
        factor.actions.set(answers)


def _risk(factor: Content, owner: User | None) -> Content:
    if owner is None:
        return {}
    return {"risk_owner": owner, "risk_reason": factor["risk_reason"], "risk_until": factor["risk_until"]}


def _kept(factor: ContributingFactor) -> Content:
    names = ("risk_owner", "risk_reason", "risk_until", "risk_renewals", "risk_told", "reanswered_at")
    return {name: getattr(factor, name) for name in names}
