"""The page behind one number: the rows it was made of, and how they add up to it."""

from __future__ import annotations

from datetime import date
from functools import cached_property

from django.http import QueryDict

from accounts.models import User
from insights.asked import Asked
from insights.declared import MEASURES
from insights.frame import day
from insights.measures import Measure
from insights.periods import DAY
from insights.rows import Cut, Line, Lines, cut_of, lines
from insights.scope import Scope
from insights.shown import in_words
from insights.sources import ACTION, GATHERING, SOURCES

TITLES = {
    "causes": "Write-ups that name this cause",
    "overdue": "Actions overdue today",
    "empty": "Write-ups without an action",
    "undone": "Write-ups of which nothing was done",
    "long": "Long write-ups",
    "one-team": "Meetings of one team",
    "survey": "Meetings whose people were asked",
    **{each: f"Incidents of {each.upper()}" for each in ("sev1", "sev2", "sev3", "sev4")},
}


class Behind:
    """`name` is a key of SOURCES; the rest is in the address, and nonsense in it is ignored."""

    def __init__(self, user: User, address: QueryDict, name: str) -> None:
        self.user, self.name, self.address = user, name, address
        self.asked = Asked(user, address)
        self.source = SOURCES[name]

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def measure(self) -> Measure | None:
        return next((measure for measure in MEASURES.values() if measure.rows == self.name), None)

    @property
    def title(self) -> str:
        return TITLES.get(self.name) or (self.measure.name if self.measure else self.name)

    @property
    def number(self) -> int:
        """Of the page, from 1."""
        return max(1, min(self._whole("page"), 10_000))

    @property
    def only(self) -> str:
        only = self.address.get("only", "")
        return only if only in ("hits", "misses") and self.has_hits else ""

    @property
    def has_hits(self) -> bool:
        return self.source.hit != "NULL::boolean"

    @cached_property
    def cut(self) -> Cut:
        return cut_of(
            self.scope,
            self._whole("step"),
            before=self.address.get("before") == "1",
            only=self.only,
            cause=self._whole("cause"),
            week=self._whole("week") if self.name == "overdue" else 0,
        )

    @cached_property
    def found(self) -> Lines:
        return self.page(self.number)

    def page(self, number: int) -> Lines:
        return lines(self.name, self.scope, self.cut, user=self.user, page=number)

    @property
    def is_about_actions(self) -> bool:
        return self.source.kind == ACTION

    @property
    def is_about_meetings(self) -> bool:
        return self.source.kind == GATHERING

    def said(self, line: Line) -> str:
        """What the row gave to the number."""
        if self.name == "attendance":
            return f"{line.value:g} came"
        if line.value is not None and self.measure is not None:
            return in_words(self.measure.unit, line.value)
        if line.hit is None:
            return ""
        return "Counts" if line.hit else "Does not count"

    @property
    def said_of_all(self) -> str:
        """How many there are, and of what: "47 rows, 40 of them counting, from 1 Jan to 3 Feb 2026."."""
        found = self.found
        parts = [f"{found.count:,} row{'' if found.count == 1 else 's'}"]
        if found.weight != found.count:
            parts.append(f"{found.weight:,} {self.measure.things if self.measure else 'things'}")
        if self.has_hits and not self.only:
            parts.append(f"{found.hits:,} of them counting")
        when = (
            f"due before {day(self.cut.stop)}" if self.cut.week else f"from {day(self.cut.begin)} to {day(self.last)}"
        )
        return f"{', '.join(parts)}, {when}."

    @property
    def rows(self) -> list[tuple[Line, str]]:
        return [(line, self.said(line)) for line in self.found.lines]

    def address_of(self, **changed: str | int) -> str:
        kept = {name: self.address.get(name, "") for name in ("step", "before", "cause", "week")}
        return self.scope.query(**{"only": self.only, **kept, **changed})

    @property
    def tabs(self) -> list[tuple[str, str, bool]]:
        """All, those that count and those that do not, of a share."""
        named = {"": "All", "hits": "Counting", "misses": "Not counting"}
        return [(label, self.address_of(only=only) or "?", only == self.only) for only, label in named.items()]

    @property
    def newer(self) -> str:
        return self.address_of(page=self.number - 1) if self.number > 1 else ""

    @property
    def older(self) -> str:
        return self.address_of(page=self.number + 1) if self.found.has_more else ""

    def _whole(self, name: str) -> int:
        text = self.address.get(name, "")
        return int(text) if text.isdecimal() and len(text) < 9 else 0

    @property
    def last(self) -> date:
        return self.cut.stop - DAY
