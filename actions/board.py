"""The board: the same actions in columns, by rung or by status. Columns follow dates and verbs; nothing is dragged."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Value

from actions import ladder, people
from actions.listing import CAP, HELD, WEEKS, Listing, in_words
from actions.models import Action
from actions.querysets import ActionQuerySet
from actions.rows import Row, row_of
from kit.counts import capped_counts

MOST = 15
STATES = (
    ("todo", "To do", "Not begun"),
    ("in_progress", "In progress", "Begun"),
    ("done", "Done", "Closed with evidence"),
    ("dropped", "Dropped", "Closed with a rationale"),
)


@dataclass(frozen=True)
class Lane:
    key: str
    title: str
    count: str
    note: str
    week: int
    rows: list[Row]
    more: int | str


class Board(Listing):
    @property
    def by_status(self) -> bool:
        return self.asked.get("columns") == "status"

    @cached_property
    def lanes(self) -> list[Lane]:
        return self._status_lanes() if self.by_status else self._week_lanes()

    def _week_lanes(self) -> list[Lane]:
        sets = [self.base.in_week(week, on=self.today).order_by("due_on", "pk") for week in WEEKS]
        rows = self._rows(sets)
        titles = ("On time", "Week 1", "Week 2", "Week 3", "Week 4+")
        notes = ("Owners work to their deadline", *(held[:1].upper() + held[1:] for held in HELD[1:]))
        return [self._lane(str(week), titles[week], self.counts[week], notes[week], week, rows[week]) for week in WEEKS]

    def _status_lanes(self) -> list[Lane]:
        sets = [
            rows.order_by("-closed_at", "-pk") if state in ("done", "dropped") else rows.order_by("due_on", "pk")
            for state, _, _ in STATES
            for rows in [self.base.of_state(state)]
        ]
        counts, rows = capped_counts(sets, CAP + 1), self._rows(sets)
        return [self._lane(*STATES[n][:2], counts[n], STATES[n][2], 0, rows[n]) for n in range(len(STATES))]

    def _rows(self, sets: list[ActionQuerySet]) -> dict[int, list[Row]]:
        """The first rows of each set: their keys in one query, so that the rows are joined once and not per lane."""
        keys = [rows.values_list("pk", Value(n))[:MOST] for n, rows in enumerate(sets)]
        lanes_of: dict[int, int] = dict(keys[0].union(*keys[1:], all=True))
        found = Action.objects.for_rows().in_bulk(lanes_of)
        people.attach(list(found.values()), self.teams)
        lanes: dict[int, list[Row]] = defaultdict(list)
        for key, lane in lanes_of.items():
            lanes[lane].append(row_of(found[key], reader=self.reader, on=self.today))
        return lanes

    def _lane(self, key: str, title: str, count: int, note: str, week: int, rows: list[Row]) -> Lane:
        left = count - len(rows)
        more = "more" if count > CAP else left
        return Lane(key, title, in_words(count), note, min(week, ladder.DECISION_WEEK), rows, more if left else 0)
