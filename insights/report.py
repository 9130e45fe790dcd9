"""The report of one quarter: what the numbers say, on one page, to read aloud, to print or to send."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from insights import periods
from insights.models import Subscription
from insights.practice import Practice
from insights.shown import Shown
from kit import clock

SHOWN = (
    "ttr",
    "incidents",
    "publish",
    "on-time",
    "deadline",
    "high",
    "moved",
    "met",
    "effective",
    "preventive",
    "reads",
)
QUARTERS_OFFERED, SUMMARIES_SHOWN = 6, 12


@dataclass(frozen=True)
class Quarter:
    label: str
    href: str
    is_chosen: bool


class Report(Practice):
    def __init__(self, user: User, quarter: str, address: QueryDict | None = None) -> None:
        asked = QueryDict(mutable=True)
        for name in ("team", "service", "severity"):
            asked[name] = address.get(name, "") if address is not None else ""
        asked["p"] = quarter
        super().__init__(user, asked)

    most_summaries = SUMMARIES_SHOWN

    @property
    def quarter(self) -> str:
        return self.scope.period.key

    @property
    def narrowed(self) -> str:
        """The filters as a query, without the quarter, which the address names."""
        return replace(self.scope, period=periods.period("", on=self.scope.today)).query()

    @property
    def is_complete(self) -> bool:
        return self.scope.period.end <= self.scope.today

    @property
    def measures(self) -> list[Shown]:
        return [self.shown[key] for key in SHOWN]

    @property
    def quarters(self) -> list[Quarter]:
        """The last ones, newest first; the one at hand among them."""
        found, day = [], self.scope.today
        for _ in range(QUARTERS_OFFERED):
            year, number = day.year, (day.month + 2) // 3
            key = f"{year}-q{number}"
            href = reverse("insights:report", args=[key])
            found.append(Quarter(f"Q{number} {year}", href, key == self.quarter))
            day = periods.quarter(year, number, on=day).start - periods.DAY
        return found

    @cached_property
    def is_subscribed(self) -> bool:
        return bool(Subscription.objects.visible_to(self.user).exists())


def last() -> str:
    """The quarter that ended last."""
    return "{}-q{}".format(*periods.last_quarter(clock.now().date()))
