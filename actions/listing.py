"""The page of actions: what it is narrowed to, how many stand on each rung, and the rows by rung."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import cached_property
from itertools import groupby

from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.http import QueryDict

from accounts.models import Team, User
from actions import ladder, people
from actions.effect import Tally, tally
from actions.forms.filters import CLOSED, Chosen, chosen
from actions.models import Action
from actions.querysets import ActionQuerySet
from actions.rows import Row, row_of
from kit import clock, keyset
from kit.counts import capped_counts

SIZE = 50
CAP = 500
PERIOD_DAYS = 90
TARGET = 90
SAMPLE = 500
WEEKS = range(ladder.DECISION_WEEK + 1)
WHO = (
    "Owners work to their deadline",
    "Tech lead asks: blocked, need help, reprioritise?",
    "Raised in team standup",
    "Engineering manager: people or priority?",
    "Someone must decide: complete, reprioritise or drop",
)
HELD = ("", "tech lead follows up", "in standup", "with the engineering manager", "decision required")


@dataclass(frozen=True)
class Rung:
    week: int
    count: str
    who: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    week: int
    title: str
    count: str
    held: str
    rows: list[Row]


def in_words(count: int) -> str:
    return f"{CAP:,}+" if count > CAP else f"{count:,}"


class Listing:
    def __init__(self, reader: User, asked: QueryDict) -> None:
        self.reader, self.asked = reader, asked
        self.today = clock.today(reader.zone)

    @cached_property
    def teams(self) -> list[Team]:
        return list(Team.objects.visible_to(self.reader).open())

    @cached_property
    def chosen(self) -> Chosen:
        return chosen(self.asked, self.teams, reader=self.reader)

    @cached_property
    def base(self) -> ActionQuerySet:
        return self.chosen.narrow(Action.objects.visible_to(self.reader))

    @cached_property
    def rows(self) -> ActionQuerySet:
        """Everything chosen, in no order."""
        if self.chosen.week is not None:
            return self.base.in_week(self.chosen.week, on=self.today)
        return self.base.of_state(self.chosen.state)

    @cached_property
    def page(self) -> keyset.Page[Action]:
        asked = self.asked
        page = keyset.page(
            self.rows.for_rows(),
            self.chosen.order,
            size=SIZE,
            after=asked.get("after", ""),
            before=asked.get("before", ""),
        )
        people.attach(page.rows, self.teams)
        return page

    @cached_property
    def counts(self) -> list[int]:
        """Per rung; those the reader is asked to decide; those that wait for publication; those without an owner."""
        late = self.base.in_week(ladder.DECISION_WEEK, on=self.today)
        rest = [self.base.waiting(), self.base.running().without_owner()]
        by_week = [self.base.in_week(week, on=self.today) for week in WEEKS]
        return capped_counts([*by_week, late.decided_by(self.reader), *rest], CAP + 1)

    @property
    def waiting(self) -> str:
        return in_words(self.counts[-2]) if self.counts[-2] else ""

    @property
    def ownerless(self) -> str:
        return in_words(self.counts[-1]) if self.counts[-1] else ""

    @property
    def rungs(self) -> list[Rung]:
        return [Rung(week, in_words(self.counts[week]), WHO[week], self.chosen.week == week) for week in WEEKS]

    @property
    def lede(self) -> str:
        *by_week, mine, _, _ = self.counts
        total, late = sum(by_week), sum(by_week[1:])
        more = "+" if max(by_week) > CAP else ""
        if not total:
            return "Nothing is open here."
        if not late:
            return f"None of {total:,}{more} open actions is overdue."
        said = f"{late:,}{more} of {total:,}{more} open actions {'is' if late == 1 else 'are'} overdue"
        if not mine:
            return f"{said}."
        return f"{said}, and {in_words(mine)} {'needs' if mine == 1 else 'need'} a decision from you."

    @property
    def groups(self) -> Iterator[Group]:
        """Rows under the heading of their rung, while they are in the order of their deadlines; else one group."""
        rows = [row_of(action, reader=self.reader, on=self.today) for action in self.page.rows]
        if not self.chosen.is_open or self.chosen.sort in ("new", "worth"):
            return iter([Group(-1, "", "", "", rows)] if rows else [])
        return (self._group(week, list(found)) for week, found in groupby(rows, lambda row: min(row.week, 4)))

    def _group(self, week: int, rows: list[Row]) -> Group:
        title = ("On time", "Week 1", "Week 2", "Week 3", "Week 4 and later")[week]
        return Group(week, title, in_words(self.counts[week]), HELD[week], rows)

    @property
    def shows_worth(self) -> bool:
        return self.chosen.sort == "worth"

    @cached_property
    def helped(self) -> Tally | None:
        """What was answered to the question whether it helped; only where closed actions are listed."""
        return tally(self.reader) if self.chosen.state in CLOSED else None

    @cached_property
    def by_deadline(self) -> dict[str, int]:
        """Of the actions that were due in the period and not dropped: how many, and the share done by then, in %.

        Of a great many only the latest are looked at; `n` says of how many.
        """
        since = self.today - timedelta(days=PERIOD_DAYS)
        due = self.base.filter(due_on__gte=since, due_on__lt=self.today, clock_started_at__isnull=False)
        on_time = Q(state=Action.State.DONE, due_on__gte=TruncDate(F("closed_at"), tzinfo=UTC))
        latest = due.exclude(state=Action.State.DROPPED).order_by("-due_on", "-pk")[:SAMPLE]
        found = latest.aggregate(n=Count("pk"), kept=Count("pk", filter=on_time))
        n, kept = found["n"], found["kept"]
        period = f"the last {SAMPLE} due" if n == SAMPLE else f"last {PERIOD_DAYS} days"
        return {"n": n, "kept": kept, "share": round(100 * kept / n) if n else 0, "target": TARGET, "period": period}
