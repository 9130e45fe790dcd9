"""Review meetings as home shows them: the next one with how it is prepared, and questions taken out of earlier ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import JSONObject

from accounts.models import User
from meetings.models import Attendee, Meeting, Note, Recollection

MOST = 5
# Of those ahead and those that left a question; the ones ahead come first.
LOOKED_AT = 20


@dataclass(frozen=True)
class Next:
    """A meeting ahead. `part` is what this person is there, `asks` whether their recollections are still wanted."""

    meeting: Meeting
    people: Sequence[User]
    part: str
    asks: bool


@dataclass(frozen=True)
class Question:
    pk: int
    text: str
    meeting: Meeting


class Meetings:
    """One query for all of it."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user, self.at = user, at

    @cached_property
    def _rows(self) -> list[Any]:
        of_it = {"meeting": OuterRef("pk"), "user": self.user}
        invited = Attendee.objects.invited().filter(meeting=OuterRef("pk")).order_by("pk")
        left = Note.objects.open_of(self.user).filter(meeting=OuterRef("pk")).order_by("pk")
        rows: Any = Meeting.objects.visible_to(self.user).select_related("incident")
        ahead = Meeting.objects.ahead().of_person(self.user).values("pk")
        soon = Q(state="running") | Q(starts_at__gte=self.at - Meeting.PATIENCE)
        rows = rows.filter((Q(pk__in=ahead) & soon) | Q(Exists(left)))
        rows = rows.annotate(
            answered=Exists(Recollection.objects.filter(**of_it))
            | Exists(Attendee.objects.filter(**of_it, declined_at__isnull=False)),
            asked=ArraySubquery(invited.values(one=JSONObject(handle="user__handle", name="user__name"))),
            left=ArraySubquery(left.values(one=JSONObject(pk="pk", text="text"))),
        )
        # Running, planned, ended.
        return list(rows.order_by("-state", "starts_at", "pk")[:LOOKED_AT])

    @property
    def next(self) -> Next | None:
        """The one that runs, or else begins next, of those this person is asked to."""
        meeting = next((row for row in self._rows if not row.is_over), None)
        if meeting is None:
            return None
        people = [User(handle=one["handle"], name=one["name"]) for one in meeting.asked]
        return Next(meeting, people, self._part(meeting), meeting.shown_at is None and not meeting.answered)

    @property
    def questions(self) -> list[Question]:
        """What meetings left open with this person."""
        return [Question(one["pk"], one["text"], row) for row in self._rows for one in row.left][:MOST]

    def _part(self, meeting: Meeting) -> str:
        if meeting.facilitator_id == self.user.pk:
            return "You facilitate."
        return "You take notes." if meeting.note_taker_id == self.user.pk else ""
