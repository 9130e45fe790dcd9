"""What stands above every page of Insights: filters, periods, the pages beside, and what is counted in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from incidents.models import Incident
from insights import periods
from insights.asked import Asked
from insights.scope import Scope
from insights.statistics import LEAST

PAGES = {
    "insights:index": "Overview",
    "insights:measures": "All measures",
    "insights:practice": "Practice",
    "insights:connections": "Connections",
    "insights:last_report": "Quarterly report",
}


@dataclass(frozen=True)
class Choice:
    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class Tab:
    label: str
    href: str
    route: str


class Framed:
    least = LEAST
    severities = Incident.Severity.choices

    def __init__(self, user: User, address: QueryDict) -> None:
        self.user = user
        self.asked = Asked(user, address)

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def query(self) -> str:
        return self.scope.query()

    @property
    def tabs(self) -> list[Tab]:
        without = replace(self.scope, period=periods.period("", on=self.scope.today)).query()
        return [
            Tab(label, reverse(route) + (without if route == "insights:last_report" else self.query), route)
            for route, label in PAGES.items()
        ]

    @property
    def periods(self) -> list[Choice]:
        chosen = self.scope.period.key
        return [Choice(label, self._with_period(key) or "?", key == chosen) for key, label in periods.CHOICES.items()]

    @property
    def said(self) -> str:
        """What is counted: "Payments, SEV1, from 1 Jan to 21 Nov 2026, days in UTC."."""
        scope = self.scope
        parts = [named[2] for named in (scope.team, scope.service) if named] or ["Everything you may see"]
        parts += [scope.severity.upper()] if scope.severity else []
        return f"{', '.join(parts)}, from {day(scope.period.start)} to {day(scope.period.last)}, days in UTC."

    @property
    def compared(self) -> str:
        period = self.scope.period
        return f"the {period.length} days before, {day(period.before)} to {day(period.start - periods.DAY)}"

    def _with_period(self, key: str) -> str:
        return replace(self.scope, period=periods.period(key, on=self.scope.today)).query()


def day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
