"""Every measure worked out once more, in plain Python from lists of rows, with nothing of how the product does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from actions.models import Action, Check
from incidents.models import Incident, IncidentRelation
from learning.models import Read
from meetings.models import Attendee, Meeting, SurveyAnswer
from postmortems.models import Postmortem, Why

Counted = tuple[date, float]
ENDS = {
    "ttd": ("started", "detected"),
    "tte": ("detected", "engaged"),
    "ttu": ("engaged", "understood"),
    "ttrec": ("fix_decided", "restored"),
    "ttr": ("detected", "resolved"),
    "impact": ("started", "restored"),
}


def day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


@dataclass(frozen=True)
class Answer:
    value: float | None
    n: int


class World:
    """What somebody may see, narrowed by predicates on an incident and on an action."""

    def __init__(
        self,
        seen: Callable[[Incident], bool],
        wanted: Callable[[Incident], bool],
        owned: Callable[[Action], bool],
        today: date,
    ) -> None:
        self.today = today
        self.seen = {row.pk: row for row in Incident.objects.all() if seen(row)}
        self.incidents = [row for row in self.seen.values() if wanted(row)]
        keys = {row.pk for row in self.incidents}
        self.write_ups = {row.incident_id: row for row in Postmortem.objects.all() if row.incident_id in keys}
        self.meetings = [row for row in Meeting.objects.all() if row.incident_id in keys]
        visible = [a for a in Action.objects.all() if a.incident_id is None or a.incident_id in self.seen]
        self.all_actions = visible
        self.actions = [action for action in visible if owned(action)]

    def of(self, key: str, begin: date, stop: date) -> Answer:
        counted = [value for at, value in self.counted(key) if begin <= at < stop]
        kind = KINDS[key]
        if kind == "count":
            return Answer(len(counted), len(counted))
        if len(counted) < 5:
            return Answer(None, len(counted))
        return Answer(sum(counted) / len(counted) if kind == "share" else median(counted), len(counted))

    def counted(self, key: str) -> Iterable[Counted]:
        if key.startswith("category-"):
            return self._category(key.removeprefix("category-"))
        found: Iterable[Counted] = getattr(self, "_" + key.replace("-", "_"))()
        return found

    def lengths(self, key: str) -> Iterable[Counted]:
        start, end = (f"{name}_at" for name in ENDS[key])
        for row in self.incidents:
            a, b = getattr(row, start), getattr(row, end)
            if a and b and b >= a:
                yield day(row.started_at), int((b - a).total_seconds())

    _ttd = lambda self: self.lengths("ttd")  # noqa: E731
    _tte = lambda self: self.lengths("tte")  # noqa: E731
    _ttu = lambda self: self.lengths("ttu")  # noqa: E731
    _ttrec = lambda self: self.lengths("ttrec")  # noqa: E731
    _ttr = lambda self: self.lengths("ttr")  # noqa: E731
    _impact = lambda self: self.lengths("impact")  # noqa: E731

    def _incidents(self) -> Iterable[Counted]:
        return [(day(row.started_at), 1) for row in self.incidents]

    def _severe(self) -> Iterable[Counted]:
        return [(day(row.started_at), row.severity in ("sev1", "sev2")) for row in self.incidents]

    def _near_misses(self) -> Iterable[Counted]:
        return [(day(row.started_at), 1) for row in self.incidents if row.kind == "near_miss"]

    def came_back(self) -> set[int]:
        kinds = {"recurrence", "same_cause", "same_failure"}
        return {r.incident_id for r in IncidentRelation.objects.all() if r.kind in kinds and r.other_id in self.seen}

    def _recurring(self) -> Iterable[Counted]:
        back = self.came_back()
        return [(day(row.started_at), 1) for row in self.incidents if row.pk in back]

    def out(self) -> list[tuple[Incident, Any]]:
        pairs = [(row, self.write_ups.get(row.pk)) for row in self.incidents]
        return [(row, write_up) for row, write_up in pairs if write_up is not None and write_up.published_at]

    def _publish(self) -> Iterable[Counted]:
        for row, write_up in self.out():
            if row.resolved_at and write_up.published_at >= row.resolved_at and not write_up.is_imported:
                yield day(write_up.published_at), (write_up.published_at - row.resolved_at).total_seconds() / 3600

    def _root_cause(self) -> Iterable[Counted]:
        for _, write_up in self.out():
            answered = [why for why in Why.objects.filter(postmortem=write_up) if why.answer]
            yield day(write_up.published_at), any(why.is_root for why in answered) or len(answered) >= 3

    def _promised(self) -> Iterable[Counted]:
        for row, write_up in self.out():
            yield day(write_up.published_at), sum(action.incident_id == row.pk for action in self.all_actions)

    def owed(self) -> Iterable[Incident]:
        for row in self.incidents:
            write_up = self.write_ups.get(row.pk)
            is_meant = not write_up.is_imported if write_up else row.decision in ("full", "light")
            if is_meant and row.resolved_at and day(row.resolved_at) < self.today - timedelta(days=3):
                yield row

    def _on_time(self) -> Iterable[Counted]:
        for row in self.owed():
            write_up = self.write_ups.get(row.pk)
            out = write_up.published_at if write_up else None
            yield day(row.resolved_at), bool(out and out <= row.resolved_at + timedelta(hours=72))  # type: ignore[arg-type,operator]

    def _met(self) -> Iterable[Counted]:
        for row in self.owed():
            begun = [
                m.started_at
                for m in self.meetings
                if m.incident_id == row.pk and m.started_at and m.state != "cancelled"
            ]
            yield day(row.resolved_at), any(at <= row.resolved_at + timedelta(hours=48) for at in begun)  # type: ignore[arg-type,operator]

    def _attendance(self) -> Iterable[Counted]:
        for meeting in self.meetings:
            if meeting.state == "ended" and meeting.started_at:
                for one in Attendee.objects.filter(meeting=meeting):
                    if one.invited_at and not one.taken_off_at:
                        yield day(meeting.started_at), one.joined_at is not None

    def _answers(self, name: str) -> Iterable[Counted]:
        for meeting in self.meetings:
            found = list(SurveyAnswer.objects.filter(meeting=meeting))
            if len(found) >= 5 and meeting.started_at:
                yield from ((day(meeting.started_at), getattr(one, name) >= 4) for one in found)

    _spoke = lambda self: self._answers("spoke")  # noqa: E731
    _blameless = lambda self: self._answers("blameless")  # noqa: E731
    _useful = lambda self: self._answers("useful")  # noqa: E731

    def due(self) -> list[Action]:
        ran = [a for a in self.actions if a.clock_started_at and a.state != "dropped"]
        return [a for a in ran if a.due_on and a.due_on < self.today]

    @staticmethod
    def kept(action: Action) -> bool:
        return action.state == "done" and day(action.closed_at) <= action.due_on  # type: ignore[arg-type,operator]

    def _deadline(self) -> Iterable[Counted]:
        return [(action.due_on, self.kept(action)) for action in self.due()]  # type: ignore[misc]

    def _high(self) -> Iterable[Counted]:
        return [(a.due_on, self.kept(a)) for a in self.due() if a.priority == "high"]  # type: ignore[misc]

    def _category(self, key: str) -> Iterable[Counted]:
        return [(a.due_on, self.kept(a)) for a in self.due() if a.category == key]  # type: ignore[misc]

    def _moved(self) -> Iterable[Counted]:
        return [(action.due_on, action.moved > 0) for action in self.due()]  # type: ignore[misc]

    def _days(self) -> Iterable[Counted]:
        for action in self.actions:
            if action.state == "done" and action.clock_started_at and action.closed_at >= action.clock_started_at:
                closed = day(action.closed_at)
                yield closed, (closed - day(action.clock_started_at)).days

    def _preventive(self) -> Iterable[Counted]:
        return [(day(action.created_at), 1) for action in self.actions if action.source == "other_team"]

    def _read(self) -> Iterable[Counted]:
        for _, write_up in self.out():
            readers = {row.reader for row in Read.objects.all() if row.postmortem_id == write_up.pk}
            if len(readers) >= 5:
                yield day(write_up.published_at), len(readers)

    def _readers(self) -> Iterable[Counted]:
        return self._read()

    def _reads(self) -> Iterable[Counted]:
        return [(at, 1) for at, readers in self._read() for _ in range(int(readers))]

    def _effective(self) -> Iterable[Counted]:
        keys = {action.pk for action in self.actions}
        for check in Check.objects.filter(answer__in=["effective", "not"]):
            if check.action_id in keys and check.answered_at:
                yield day(check.answered_at), check.answer == "effective"

    def owners(self, key: str, begin: date, stop: date) -> set[int | None]:
        """Of the very actions that a number about actions is of."""
        if key == "days":
            done = [a for a in self.actions if a.state == "done" and a.clock_started_at]
            rows = [(day(a.closed_at), a) for a in done if a.closed_at >= a.clock_started_at]
        elif key == "effective":
            named = {action.pk: action for action in self.actions}
            checks = Check.objects.filter(answer__in=["effective", "not"], answered_at__isnull=False)
            rows = [(day(c.answered_at), named[c.action_id]) for c in checks if c.action_id in named]
        else:
            category = key.removeprefix("category-") if key.startswith("category-") else ""
            due = [a for a in self.due() if key != "high" or a.priority == "high"]
            rows = [(a.due_on, a) for a in due if not category or a.category == category]  # type: ignore[misc]
        return {action.owner_id for at, action in rows if begin <= at < stop}

    def overdue(self) -> dict[int, int]:
        found: dict[int, int] = {}
        for action in self.due():
            if action.state in ("todo", "in_progress"):
                week = min(4, -((action.due_on - self.today).days // 7))  # type: ignore[operator]
                found[week] = found.get(week, 0) + 1
        return found


CATEGORIES = [
    f"category-{key}"
    for key in ("monitoring", "testing", "process", "tooling", "documentation", "training", "architecture")
]
KINDS = {
    **dict.fromkeys((*ENDS, "publish", "promised", "days", "readers"), "median"),
    **dict.fromkeys(("incidents", "near-misses", "recurring", "preventive", "reads"), "count"),
    **dict.fromkeys(("severe", "root-cause", "on-time", "met", "attendance", "spoke", "blameless", "useful"), "share"),
    **dict.fromkeys(("deadline", "high", *CATEGORIES, "moved", "effective"), "share"),
}


def median(values: list[float]) -> float:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
