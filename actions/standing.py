"""Where one action stands: its rung and who was told of it, what was said and decided, what was done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet, SmallIntegerField, Value
from django.db.models.functions import Cast
from django.template.loader import render_to_string

from accounts.models import User
from actions import ladder
from actions.models import Action, ActionUpdate, Check, DeadlineChange, Decision, Snooze
from activity.models import Activity, Notice
from kit import clock

# Weeks of decisions repeat without end; the page shows the newest of them.
RUNGS, LOGGED, DONE = 8, 100, 50
# What one verb writes has nearly the same time.
AT_ONCE = timedelta(seconds=5)


@dataclass(frozen=True)
class Told:
    """A rung that opened. `at` is when its first recipient heard or will hear; `people` may be handles or addresses."""

    label: str
    week: int
    at: datetime | None
    people: list[str]
    is_pending: bool


@dataclass(frozen=True)
class Logged:
    kind: str
    at: datetime
    by: User
    text: str
    flag: str
    week: int
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Done:
    by: User | None
    at: datetime
    sentence: str


def label_of(step: ladder.Step) -> str:
    if step.week:
        return ladder.describe(step.week).label
    return "On the day" if step == ladder.DUE_DAY else "Three working days before"


class Standing:
    def __init__(self, action: Action, *, reader: User) -> None:
        self.action, self.reader = action, reader
        self.today = clock.today(reader.zone)

    @property
    def week(self) -> int:
        action = self.action
        return ladder.week_overdue(action.due_on, self.today) if action.is_running and action.due_on else 0

    @property
    def rung(self) -> ladder.Rung:
        return ladder.describe(self.week)

    @property
    def needs_decision(self) -> bool:
        return self.week >= ladder.DECISION_WEEK

    @property
    def needs_owner(self) -> bool:
        owner = self.action.owner
        return self.action.is_open and (owner is None or not owner.is_active)

    @property
    def days_late(self) -> int:
        return self.action.days_late(self.today) if self.action.is_running else 0

    @property
    def is_snoozed(self) -> bool:
        owner = self.action.owner
        return self.action.is_snoozed(clock.today(owner.zone) if owner else self.today)

    @cached_property
    def checks(self) -> list[Check]:
        """The questions whether it helped, oldest first; an open action that was never done has none to look for."""
        if self.action.closed_at is None and not any(row.verb == "action.reopened" for row in self._activities):
            return []
        return list(self.action.checks.select_related("answered_by"))

    @property
    def open_check(self) -> Check | None:
        """The oldest without an answer, while it asks about the present completion."""
        done = [check for check in self.checks if not check.answer and check.closed_at == self.action.closed_at]
        return done[0] if done else None

    @cached_property
    def told(self) -> list[Told]:
        """The rungs that opened for the present deadline, newest first."""
        found: dict[str, list[Notice]] = defaultdict(list)
        keys = {self.action.ladder_key(step.key): step for step in self._opened()}
        for notice in Notice.objects.filter(key__in=keys).order_by("due_at", "pk"):
            found[notice.key].append(notice)
        return [self._told(step, found[key]) for key, step in keys.items() if found[key]]

    @cached_property
    def history(self) -> list[Logged]:
        """Updates, moved deadlines and decisions, newest first; a deadline moved by a decision is told with it."""
        moved = {(row["by"], row["said"]): row for row in self._logged if row["kind"] == "moved"}
        told, entries = [], []
        for row in self._logged:
            dates = moved.get((row["by"], row["said"])) if row["kind"] == "decision" else row
            if row["kind"] == "decision" and dates and abs(dates["at"] - row["at"]) < AT_ONCE:
                told.append(dates)
            else:
                dates = row
            entries.append((row, dates))
        return [self._entry(row, dates) for row, dates in entries if row not in told]

    def _entry(self, row: dict[str, Any], dates: dict[str, Any]) -> Logged:
        by = self._people[row["by"]]
        return Logged(row["kind"], row["at"], by, row["said"], row["flag"], row["number"], dates["was"], dates["will"])

    @cached_property
    def done(self) -> list[Done]:
        """What was done to it, newest first."""
        return [
            Done(self._people.get(row.actor_id or 0), row.at, self._sentence(row).strip()) for row in self._activities
        ]

    def _opened(self) -> list[ladder.Step]:
        if not self.action.last_step:
            return []
        last = ladder.step(self.action.last_step)
        steps = [ladder.week(n) for n in range(last.week, 0, -1)]
        before = [ladder.BEFORE] if last == ladder.BEFORE else [ladder.DUE_DAY, ladder.BEFORE]
        return (steps + before)[:RUNGS]

    def _told(self, step: ladder.Step, notices: list[Notice]) -> Told:
        heard = [notice for notice in notices if notice.state in (Notice.State.DUE, Notice.State.SENT)]
        names = [f"@{self._people[n.recipient_id].handle}" if n.recipient_id else n.whom for n in heard]
        at = min((notice.sent_at or notice.due_at for notice in heard), default=None)
        pending = bool(heard) and all(notice.state == Notice.State.DUE for notice in heard)
        return Told(label_of(step), step.week, at, list(dict.fromkeys(names)), pending)

    @cached_property
    def _logged(self) -> list[dict[str, Any]]:
        logs = [
            _shared(ActionUpdate.objects.all(), "update", said="text", flag="blocked"),
            _shared(DeadlineChange.objects.all(), "moved", said="reason", was="before", will="after"),
            _shared(Snooze.objects.all(), "snooze", said="reason", will="until"),
            _shared(Decision.objects.all(), "decision", said="reason", flag="outcome", week="week"),
        ]
        mine = [log.filter(action=self.action).order_by() for log in logs]
        return list(mine[0].union(*mine[1:], all=True).order_by("-at")[:LOGGED])

    @cached_property
    def _activities(self) -> list[Activity]:
        return list(Activity.objects.about(self.action)[:DONE])

    @cached_property
    def _people(self) -> dict[int, User]:
        """Everybody the page names, in one query."""
        ids = {row["by"] for row in self._logged} | {row.actor_id for row in self._activities if row.actor_id}
        keys = [self.action.ladder_key(step.key) for step in self._opened()]
        told = Notice.objects.filter(key__in=keys, recipient__isnull=False).values("recipient")
        return {user.pk: user for user in User.objects.filter(pk__in=ids) | User.objects.filter(pk__in=told)}

    def _sentence(self, row: Activity) -> str:
        noun, _, participle = row.verb.partition(".")
        context = {"activity": row, "actor": row.actor_id, "data": row.data}
        return render_to_string(f"activity/{noun}/{participle}.html", context)


def _shared(rows: QuerySet[Any], kind: str, **fields: str) -> QuerySet[Any]:
    """Rows of one log with the columns all logs share."""
    columns: dict[str, Any] = {"kind": Value(kind, output_field=CharField())}
    for name in ("said", "flag"):
        columns[name] = Cast(F(fields[name]), CharField()) if name in fields else Value("", output_field=CharField())
    columns["number"] = F(fields["week"]) if "week" in fields else Value(0, output_field=SmallIntegerField())
    for name in ("was", "will"):
        columns[name] = F(fields[name]) if name in fields else Value(None, output_field=DateField())
    return rows.annotate(**columns).values("kind", "at", "by", "said", "flag", "number", "was", "will")
