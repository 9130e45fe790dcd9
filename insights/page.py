"""What the pages of numbers show to one reader."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from insights.charts import Chart
from insights.declared import MEASURES
from insights.drawn import Drawing
from insights.facts import Facts
from insights.frame import Framed
from insights.headline import Piece, headline, plain
from insights.measures import GROUPS
from insights.shown import Shown, shown

FIRST = ("ttr", "deadline", "high", "publish", "recurring")
CAUSES_SHOWN, SUMMARIES_SHOWN = 8, 5


class Page(Framed):
    """`in_detail`: with every measure there is."""

    most_summaries = SUMMARIES_SHOWN

    def __init__(self, user: User, address: QueryDict, *, in_detail: bool = False) -> None:
        super().__init__(user, address)
        self.in_detail = in_detail

    @cached_property
    def key(self) -> str:
        """Everything that the rendered page depends on."""
        return f"{self.asked.key('page')}:{self.user.time_zone}:{self.in_detail}"

    @cached_property
    def facts(self) -> Facts:
        return self.asked.facts(in_detail=self.in_detail)

    @cached_property
    def shown(self) -> dict[str, Shown]:
        asked = {key: measure for key, measure in MEASURES.items() if self.in_detail or not measure.in_detail}
        return {key: shown(measure, self.facts, self.scope) for key, measure in asked.items()}

    @property
    def first(self) -> list[Shown]:
        return [self.shown[key] for key in FIRST]

    @property
    def groups(self) -> list[tuple[str, list[Shown]]]:
        found = [(group, [each for each in self.shown.values() if each.measure.group == group]) for group in GROUPS]
        return [(group, members) for group, members in found if members]

    @property
    def headline(self) -> list[Piece]:
        return headline(self.shown, self.facts, self.scope)

    @property
    def sentence(self) -> str:
        return plain(self.headline)

    @property
    def charts(self) -> list[Chart]:
        return Drawing(self.facts, self.scope).all()

    @property
    def causes(self) -> list[dict[str, Any]]:
        """What published write-ups name as cause, most frequent first, with the share of the bar."""
        most = max((row["n"] for row in self.facts.causes), default=0) or 1
        return [
            row
            | {
                "share": round(row["n"] * 100 / most),
                "more": row["n"] - row["before"],
                "fewer": row["before"] - row["n"],
                "href": reverse("insights:rows", args=["causes"]) + self.scope.query(cause=row["id"]),
            }
            for row in self.facts.causes[:CAUSES_SHOWN]
        ]

    @property
    def all_overdue(self) -> int:
        return sum(self.facts.overdue.values())

    @property
    def overdue(self) -> list[dict[str, Any]]:
        names = {1: "Week 1", 2: "Week 2", 3: "Week 3", 4: "Week 4 and later"}
        href = reverse("insights:rows", args=["overdue"])
        return [
            {
                "week": week,
                "name": name,
                "n": self.facts.overdue.get(week, 0),
                "href": href + self.scope.query(week=week),
            }
            for week, name in names.items()
        ]
