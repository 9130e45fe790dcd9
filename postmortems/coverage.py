"""How far the contributing factors of a write-up have an answer: what each waits for, and which risks end when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from accounts import policy
from accounts.models import User
from actions.models import Action
from kit import clock
from postmortems.models import ContributingFactor, FactorCategory, Postmortem
from postmortems.supplied import supplied_name

SOON = timedelta(days=30)
# What a factor waits for, most urgent first.
WORDS = {
    "open": "No answer",
    "out": "Risk ran out",
    "soon": "Risk ends soon",
    "risk": "Risk accepted",
    "action": "In an action",
    "done": "Done",
}
URGENT = ("open", "out")


@dataclass(frozen=True)
class Covered:
    """One factor with its answers; `state` is a key of WORDS."""

    factor: ContributingFactor
    category: str
    actions: Sequence[Action]
    state: str
    days_left: int | None
    may_renew: bool

    @property
    def word(self) -> str:
        return WORDS[self.state]

    @property
    def waits(self) -> bool:
        return self.state in URGENT


class Coverage:
    """Three queries, and those that rights ask for."""

    def __init__(self, postmortem: Postmortem, reader: User) -> None:
        self.postmortem, self.reader = postmortem, reader
        self.on = clock.today(reader.zone)

    @cached_property
    def may_answer(self) -> bool:
        """Whether the draft's own doors are open: later only a risk can be renewed or turned into an action."""
        return self.postmortem.is_editable and policy.allows("postmortems.edit", self.reader, self.postmortem)

    @cached_property
    def _may_renew_all(self) -> bool:
        return policy.allows("postmortems.renew_risk", self.reader, self.postmortem.incident)

    @cached_property
    def rows(self) -> list[Covered]:
        found = ContributingFactor.objects.filter(postmortem=self.postmortem).select_related("risk_owner")
        actions = Prefetch("actions", Action.objects.select_related("owner"))
        return [self._covered(factor) for factor in found.prefetch_related(actions)]

    @cached_property
    def groups(self) -> list[tuple[str, list[Covered]]]:
        """Categories in their order with their factors, what waits first."""
        order = {key: place for place, key in enumerate(self._names)}
        rows = sorted(self.rows, key=lambda row: (order.get(row.factor.category, len(order)), not row.waits))
        grouped: dict[str, list[Covered]] = {}
        for row in rows:
            grouped.setdefault(row.category, []).append(row)
        return list(grouped.items())

    @property
    def answered(self) -> int:
        return sum(not row.waits for row in self.rows)

    @property
    def share(self) -> int:
        return self.answered * 100 // len(self.rows) if self.rows else 0

    @property
    def waiting(self) -> int:
        return len(self.rows) - self.answered

    @property
    def next_end(self) -> Covered | None:
        """The accepted risk that ends next."""
        running = [row for row in self.rows if row.days_left is not None and row.days_left >= 0]
        return min(running, key=lambda row: row.days_left or 0, default=None)

    @cached_property
    def _names(self) -> dict[str, str]:
        return dict(FactorCategory.objects.values_list("key", "name"))

    def _covered(self, factor: ContributingFactor) -> Covered:
        actions = sorted(factor.actions.all(), key=lambda action: action.number)
        until = factor.risk_until
        return Covered(
            factor,
            self._names.get(factor.category) or supplied_name(factor.category),
            actions,
            state_of(actions, until, on=self.on),
            (until - self.on).days if until else None,
            bool(until) and (self._may_renew_all or factor.risk_owner_id == self.reader.pk),
        )


def state_of(actions: Sequence[Any], until: date | None, *, on: date) -> str:
    """A key of WORDS. An action that was dropped answers nothing; a risk that ran out asks again beside any action."""
    kept = [action for action in actions if action.state != Action.State.DROPPED]
    if until is not None and until < on:
        return "out"
    if until is not None:
        return "soon" if until - on <= SOON else "risk"
    if not kept:
        return "open"
    return "done" if all(action.state == Action.State.DONE for action in kept) else "action"
