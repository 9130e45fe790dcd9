"""What the pages of a meeting show beside its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString

from accounts import policy
from accounts.models import User
from actions.workflow.winding import workdays_of
from incidents.models import Incident, Participation
from kit import clock, markdown
from meetings import agenda, inviting, preparation, slots, survey
from meetings.models import Attendee, Meeting, Step, SurveyTurn
from meetings.recollections import Recollections


@dataclass(frozen=True)
class Box:
    """A step with its words."""

    step: Step
    item: agenda.Item


def boxes(meeting: Meeting) -> list[Box]:
    return [Box(step, agenda.ITEMS[step.key]) for step in meeting.steps.all()]


class Plan:
    """A meeting found by `for_its_page`, as this person sees it."""

    def __init__(self, meeting: Meeting, reader: User, recollections: Recollections | None = None) -> None:
        self.meeting, self.incident, self.reader = meeting, meeting.incident, reader
        self.recollections = recollections or Recollections(meeting, reader)

    @cached_property
    def people(self) -> list[Attendee]:
        rows: list[Attendee] = self.recollections.rows
        return [row for row in rows if row.invited_at is not None and row.taken_off_at is None]

    @cached_property
    def boxes(self) -> list[Box]:
        return boxes(self.meeting)

    @property
    def total(self) -> int:
        return sum(box.step.minutes for box in self.boxes)

    @property
    def excess(self) -> int:
        return agenda.excess([box.step.minutes for box in self.boxes], self.meeting.minutes)

    @cached_property
    def postmortem(self) -> Any:
        return getattr(self.incident, "postmortem", None)

    @cached_property
    def roles(self) -> list[Participation]:
        return inviting.roles_of(self.incident)

    @cached_property
    def responders(self) -> set[int]:
        return inviting.responders(self.incident, self.roles)

    @cached_property
    def checks(self) -> list[preparation.Check]:
        required = [each for each in self.postmortem.readiness if each["required"]] if self.postmortem else []
        asked = {row.user_id for row in self.people}
        missing = [
            each.user.handle for each in inviting.proposed(self.incident, self.roles) if each.user.pk not in asked
        ]
        meeting = self.meeting
        seen = preparation.Seen(
            ready=sum(each["state"] == "done" for each in required),
            required=len(required),
            invited=len(self.people),
            responders_missing=tuple(missing[:6]),
            facilitator_responded=meeting.facilitator_id in self.responders,
            has_note_taker=meeting.note_taker_id is not None,
            same_person=meeting.note_taker_id == meeting.facilitator_id,
            links=meeting.links,
            starts_at=meeting.starts_at,
            sent_at=meeting.draft_sent_at,
        )
        return preparation.checks(meeting.prepared, seen, now=clock.now())

    @property
    def done(self) -> int:
        return sum(check.is_done for check in self.checks)

    @property
    def warnings(self) -> list[str]:
        """What is unwise about the time, said plainly."""
        people = [row.user for row in self.people]
        diaries = inviting.diaries(people, since=self.meeting.starts_at, without=self.meeting)
        return time_warnings(self.incident, self.meeting, diaries)

    @property
    def minutes(self) -> SafeString:
        return markdown.render(self.meeting.minutes_text)

    @cached_property
    def may_change(self) -> bool:
        return policy.allows("meetings.change", self.reader, self.meeting)


class After:
    """A meeting that was held: who of its `rows` may still answer its survey, and what was answered."""

    def __init__(self, meeting: Meeting, reader: User, rows: list[Attendee]) -> None:
        self.meeting, self.reader, self.rows = meeting, reader, rows

    least = survey.LEAST

    @cached_property
    def results(self) -> tuple[int, list[survey.Result]]:
        return survey.results(self.meeting)

    @cached_property
    def may_answer(self) -> bool:
        was_there = any(row.user_id == self.reader.pk and row.joined_at is not None for row in self.rows)
        return was_there and not SurveyTurn.objects.filter(meeting=self.meeting, user=self.reader).exists()


def time_warnings(incident: Incident, meeting: Meeting, diaries: list[slots.Diary]) -> list[str]:
    found = []
    resolved_at = incident.resolved_at
    if resolved_at is not None and meeting.ends_at > _last_day(resolved_at, meeting.facilitator):
        found.append("This is more than five working days after the all-clear: people forget fast.")
    elif resolved_at is not None and meeting.ends_at > resolved_at + slots.SOON:
        found.append("This is later than 48 hours after the all-clear.")
    away = [diary.handle for diary in diaries if not diary.suits(meeting.starts_at, meeting.ends_at)]
    if away:
        named = ", ".join(f"@{handle}" for handle in away[:6])
        found.append(f"Outside working hours, or at another review meeting then: {named}.")
    return found


def _last_day(resolved_at: datetime, facilitator: User) -> datetime:
    return slots.last_day(resolved_at, facilitator.zone, workdays_of(facilitator))
