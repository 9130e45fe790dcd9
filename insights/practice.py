"""The page about how write-ups are done: how mature, and which habits to look at."""

from __future__ import annotations

from functools import cached_property

from django.http import QueryDict

from accounts.models import User
from insights.connections import CONFIDENCE, LEAST_PAIRS, LEAST_UNLIKE, NEWEST, Connection, connections
from insights.maturity import Step, ladder
from insights.page import Page
from insights.patterns import Finding, findings


class Practice(Page):
    def __init__(self, user: User, address: QueryDict) -> None:
        super().__init__(user, address, in_detail=True)

    @cached_property
    def steps(self) -> list[Step]:
        return ladder(self.shown)

    @property
    def present(self) -> Step:
        return next(step for step in self.steps if step.is_present)

    @property
    def following(self) -> Step | None:
        return next((step for step in self.steps if not step.is_reached), None)

    @cached_property
    def findings(self) -> list[Finding]:
        return findings(self.scope, {key for key, each in self.shown.items() if each.is_about_few})


class Correlated(Page):
    newest, least_pairs, least_unlike, confidence = NEWEST, LEAST_PAIRS, LEAST_UNLIKE, round(CONFIDENCE * 100)

    @cached_property
    def connections(self) -> list[Connection]:
        return connections(self.scope)
