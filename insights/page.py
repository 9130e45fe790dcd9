"""What the pages of numbers show to one reader."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from accounts.models import User
from insights.came_back import Return, returns
from insights.charts import Chart
from insights.declared import MEASURES
from insights.drawn import Drawing
from insights.facts import Facts
from insights.frame import Framed
from insights.headline import Piece, headline, plain
from insights.measures import GROUPS
from insights.read_by import ReadBy, read_by
from insights.shown import Shown, shown
from insights.summaries import summaries_for

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

    @cached_property
    def read_by(self) -> list[ReadBy]:
        return read_by(self.scope)

    @property
    def all_overdue(self) -> int:
        return sum(self.facts.overdue.values())

    @property
    def overdue(self) -> list[dict[str, Any]]:
        names = {1: "Week 1", 2: "Week 2", 3: "Week 3", 4: "Week 4 and later"}
        href = reverse("insights:rows", args=["overdue"])
        found, most = self.facts.overdue, max(self.facts.overdue.values(), default=0) or 1
        return [
            {
                "week": week,
                "name": name,
                "n": found.get(week, 0),
                "share": round(found.get(week, 0) * 100 / most),
                "href": href + self.scope.query(week=week),
            }
            for week, name in names.items()
        ]

    @cached_property
    def returns(self) -> list[Return]:
        return returns(self.scope)

    @cached_property
    def summaries(self) -> list[Any]:
        scope = self.scope
        begin, end = (
            datetime(day.year, day.month, day.day, tzinfo=UTC) for day in (scope.period.start, scope.period.end)
        )
        rows = summaries_for(self.user).filter(published_at__gte=begin, published_at__lt=end)
        if scope.team:
            rows = rows.filter(incident__teams=scope.team[0])
        if scope.service:
            rows = rows.filter(incident__services=scope.service[0])
        if scope.severity:
            rows = rows.filter(incident__severity=scope.severity)
        return list(rows.prefetch_related(None).order_by("-published_at", "-pk")[: self.most_summaries])
