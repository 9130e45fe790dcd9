"""Which rows stand behind each number, worked out once more in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from actions.models import Check
from meetings.models import Attendee, SurveyAnswer
from tests.insights.independent import CATEGORIES, ENDS, World, day

SEVERITIES = ("sev1", "sev2", "sev3", "sev4")


@dataclass(frozen=True)
class Listed:
    """`at` and `key` are what the list is sorted by; `counts` is for shares."""

    at: datetime
    key: int
    subject: Any
    value: float | None = None
    counts: bool | None = None

    def cells(self) -> list[str]:
        subject = self.subject
        title = subject.incident.title if hasattr(subject, "facilitator_id") else subject.title
        name = subject.code if hasattr(subject, "code") else subject.reference
        counts = "" if self.counts is None else "yes" if self.counts else "no"
        return [name, title, f"{day(self.at)}", counts]


def midnight(at: date | None) -> datetime:
    assert at is not None
    return datetime(at.year, at.month, at.day, tzinfo=UTC)


class Lists:
    """By name of the list; one that is missing here has no list."""

    def __init__(self, world: World) -> None:
        self.world = world

    def of(self, name: str, begin: date, stop: date) -> list[Listed]:
        found = [each for each in self._all(name) if begin <= day(each.at) < stop]
        return sorted(found, key=lambda each: (each.at, each.key), reverse=True)

    def _all(self, name: str) -> Iterable[Listed]:
        if name in ENDS:
            return self._lengths(name)
        if name in SEVERITIES:
            return [each for each in self._incidents() if each.subject.severity == name]
        if name in CATEGORIES:
            return [each for each in self._deadline() if f"category-{each.subject.category}" == name]
        named: Callable[[], Iterable[Listed]] = getattr(self, "_" + name.replace("-", "_"))
        return named()

    def _incidents(self) -> list[Listed]:
        return [Listed(row.started_at, row.pk, row) for row in self.world.incidents]

    def _severe(self) -> Iterable[Listed]:
        grave = ("sev1", "sev2")
        return [Listed(row.started_at, row.pk, row, counts=row.severity in grave) for row in self.world.incidents]

    def _near_misses(self) -> Iterable[Listed]:
        return [each for each in self._incidents() if each.subject.kind == "near_miss"]

    def _lengths(self, name: str) -> Iterable[Listed]:
        start, end = ENDS[name]
        for row in self.world.incidents:
            a, b = getattr(row, f"{start}_at"), getattr(row, f"{end}_at")
            if a and b and b >= a:
                yield Listed(row.started_at, row.pk, row, int((b - a).total_seconds()))

    def _publish(self) -> Iterable[Listed]:
        for row, out in self.world.out():
            if row.resolved_at and out.published_at >= row.resolved_at and not out.is_imported:
                hours = (out.published_at - row.resolved_at).total_seconds() / 3600
                yield Listed(out.published_at, row.pk, row, hours)

    def _promised(self) -> Iterable[Listed]:
        for row, out in self.world.out():
            n = sum(action.incident_id == row.pk for action in self.world.all_actions)
            yield Listed(out.published_at, row.pk, row, n)

    def _empty(self) -> Iterable[Listed]:
        return [Listed(each.at, each.key, each.subject, counts=not each.value) for each in self._promised()]

    def _due(self, hit: Callable[[Any], bool]) -> list[Listed]:
        return [Listed(midnight(a.due_on), a.pk, a, counts=hit(a)) for a in self.world.due()]

    def _deadline(self) -> list[Listed]:
        return self._due(self.world.kept)

    def _high(self) -> Iterable[Listed]:
        return [each for each in self._deadline() if each.subject.priority == "high"]

    def _moved(self) -> Iterable[Listed]:
        return self._due(lambda action: action.moved > 0)

    def _overdue(self) -> Iterable[Listed]:
        late = [a for a in self.world.due() if a.state in ("todo", "in_progress")]
        return [Listed(midnight(a.due_on), a.pk, a) for a in late]

    def _days(self) -> Iterable[Listed]:
        for a in self.world.actions:
            if a.state == "done" and a.clock_started_at and a.closed_at and a.closed_at >= a.clock_started_at:
                yield Listed(a.closed_at, a.pk, a, (day(a.closed_at) - day(a.clock_started_at)).days)

    def _preventive(self) -> Iterable[Listed]:
        return [Listed(a.created_at, a.pk, a) for a in self.world.actions if a.source == "other_team"]

    def _effective(self) -> Iterable[Listed]:
        own = {action.pk: action for action in self.world.actions}
        for check in Check.objects.filter(answer__in=["effective", "not"]):
            if check.action_id in own and check.answered_at:
                helped = check.answer == "effective"
                yield Listed(check.answered_at, check.action_id, own[check.action_id], counts=helped)

    def _on_time(self) -> Iterable[Listed]:
        judged = zip(self.world.owed(), self.world.counted("on-time"), strict=True)
        return [Listed(row.resolved_at, row.pk, row, counts=bool(hit)) for row, (_, hit) in judged]  # type: ignore[arg-type]

    def _met(self) -> Iterable[Listed]:
        judged = zip(self.world.owed(), self.world.counted("met"), strict=True)
        return [Listed(row.resolved_at, row.pk, row, counts=bool(hit)) for row, (_, hit) in judged]  # type: ignore[arg-type]

    def _recurring(self) -> Iterable[Listed]:
        back = {row.reference for row in self.world.incidents if row.pk in self.world.came_back()}
        return [each for each in self._incidents() if each.subject.reference in back]

    def _root_cause(self) -> Iterable[Listed]:
        judged = zip(self.world.out(), self.world.counted("root-cause"), strict=True)
        return [Listed(out.published_at, row.pk, row, counts=bool(hit)) for (row, out), (_, hit) in judged]

    def _attendance(self) -> Iterable[Listed]:
        for meeting in self.world.meetings:
            if meeting.state == "ended" and meeting.started_at:
                asked = [a for a in Attendee.objects.filter(meeting=meeting) if a.invited_at and not a.taken_off_at]
                yield Listed(meeting.started_at, meeting.pk, meeting, sum(a.joined_at is not None for a in asked))

    def _survey(self) -> Iterable[Listed]:
        for meeting in self.world.meetings:
            if meeting.started_at and SurveyAnswer.objects.filter(meeting=meeting).count() >= 5:
                yield Listed(meeting.started_at, meeting.pk, meeting)
