"""The room as one person sees it: the agenda with its clock, the people, and what was captured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from accounts import policy
from accounts.models import User
from actions.models import Action
from actions.wording import QUESTION, is_vague_action
from kit import clock
from meetings import agenda, prompts
from meetings.looking import Box, boxes
from meetings.models import Attendee, Capture, Meeting, Note, SilentQuestion, Step
from meetings.presence import is_here
from meetings.recollections import Recollections, listed

LEFT_OVER = ("improve", "wrap_up", "actions", "overview")


@dataclass(frozen=True)
class Face:
    """Somebody on the list. `words` say what they are here, or that they are not."""

    row: Attendee
    words: str
    is_here: bool


@dataclass(frozen=True)
class Promise:
    action: Action
    capture: Capture | None
    question: str


class Room:
    def __init__(self, meeting: Meeting, reader: User) -> None:
        self.meeting, self.reader, self.at = meeting, reader, clock.now()

    # --- the agenda ---

    @cached_property
    def boxes(self) -> list[Box]:
        return boxes(self.meeting)

    @cached_property
    def current(self) -> Box:
        return next((box for box in self.boxes if box.step.is_current), self.boxes[0])

    @property
    def step(self) -> Step:
        return self.current.step

    @property
    def following(self) -> Box | None:
        place = self.boxes.index(self.current)
        return self.boxes[place + 1] if place + 1 < len(self.boxes) else None

    @property
    def spent(self) -> timedelta:
        return self.step.spent_at(self.at)

    @property
    def left(self) -> timedelta:
        return self.step.box - self.spent

    @property
    def share(self) -> int:
        return min(100, int(self.spent * 100 / self.step.box)) if self.step.box else 100

    @property
    def total(self) -> int:
        return sum(box.step.minutes + box.step.extended for box in self.boxes)

    @property
    def excess(self) -> int:
        return max(0, self.total - self.meeting.minutes)

    @property
    def ends_at(self) -> datetime:
        """When it ends if every item keeps to its time from here."""
        ahead = self.boxes[self.boxes.index(self.current) + 1 :]
        return self.at + max(timedelta(), self.left) + sum((box.step.box for box in ahead), timedelta())

    @property
    def prompt(self) -> str:
        return prompts.question(self.step.key, self.step.prompt)

    statement = prompts.STATEMENT
    redirections = prompts.REDIRECTIONS

    # --- the people ---

    @cached_property
    def rows(self) -> list[Attendee]:
        return listed(self.meeting)

    @cached_property
    def faces(self) -> list[Face]:
        found = [Face(row, self._words(row), is_here(row.seen_at, self.at)) for row in self.rows]
        ranks = {self.meeting.facilitator_id: 0, self.meeting.note_taker_id: 1}
        return sorted(found, key=lambda face: (ranks.get(face.row.user_id, 2), face.row.pk))

    def _words(self, row: Attendee) -> str:
        if row.joined_at is None:
            return "Not joined"
        if not is_here(row.seen_at, self.at):
            return "Left"
        if row.user_id == self.meeting.facilitator_id:
            return "Facilitator"
        if row.user_id == self.meeting.note_taker_id:
            return "Note-taker"
        return row.part or ("Asked" if row.invited_at else "Guest")

    @property
    def here(self) -> int:
        return sum(face.is_here for face in self.faces)

    @property
    def hands(self) -> list[Attendee]:
        """Who waits to speak, the longest waiting first."""
        return sorted((row for row in self.rows if row.hand_at), key=lambda row: row.hand_at or self.at)

    @property
    def my_hand_is_up(self) -> bool:
        return any(row.user_id == self.reader.pk for row in self.hands)

    @cached_property
    def facilitates(self) -> bool:
        """What the policy says, without asking for teams and roles, which give nobody this right."""
        return self.reader.pk == self.meeting.facilitator_id and policy.could("meetings.facilitate", self.reader)

    @property
    def is_without_facilitator(self) -> bool:
        held = next((row for row in self.rows if row.user_id == self.meeting.facilitator_id), None)
        return held is None or not is_here(held.seen_at, self.at)

    @property
    def may_take_over(self) -> bool:
        could = policy.could("meetings.take_over", self.reader)
        return could and not self.facilitates and self.is_without_facilitator

    @property
    def is_asked_to_facilitate(self) -> bool:
        return self.meeting.offered_to_id == self.reader.pk

    @property
    def could_facilitate(self) -> list[User]:
        """Those in the room to whom it can be handed over."""
        here = [
            face.row.user for face in self.faces if face.is_here and face.row.user_id != self.meeting.facilitator_id
        ]
        return [user for user in here if policy.could("meetings.take_over", user)]

    @property
    def may_write_down(self) -> bool:
        return policy.could("meetings.write_down", self.reader)

    # --- what is written down ---

    @cached_property
    def promises(self) -> list[Promise]:
        rows = Action.objects.filter(incident=self.meeting.incident).exclude(state=Action.State.DROPPED)
        return [
            Promise(action, getattr(action, "capture", None), QUESTION if is_vague_action(action.title) else "")
            for action in rows.select_related("owner", "capture").order_by("-number")
        ]

    @property
    def captured(self) -> list[Promise]:
        """What this meeting promised, of all that the incident asks for."""
        return [each for each in self.promises if each.capture and each.capture.meeting_id == self.meeting.pk]

    @cached_property
    def notes(self) -> list[Note]:
        return list(Note.objects.kept().filter(meeting=self.meeting).select_related("by", "owner"))

    @property
    def parked(self) -> list[Note]:
        return [note for note in self.notes if note.kind == Note.Kind.PARKED]

    @property
    def lines(self) -> list[Note]:
        return [note for note in self.notes if note.kind not in (Note.Kind.PARKED, Note.Kind.DISCUSS)]

    @property
    def to_discuss(self) -> list[Note]:
        """Questions that stand on the agenda at the item at hand."""
        return [note for note in self.notes if note.kind == Note.Kind.DISCUSS and note.step == self.step.key]

    @property
    def questions(self) -> list[Note]:
        """What somebody has to take with them: open questions and parked topics."""
        return [note for note in self.notes if note.kind in (Note.Kind.QUESTION, Note.Kind.PARKED)]

    # --- what everybody remembers ---

    @cached_property
    def recollections(self) -> Recollections:
        return Recollections(self.meeting, self.reader, listed=self.rows, written=self.notes)

    @property
    def is_at_timeline(self) -> bool:
        """Whether the room is where recollections are shown."""
        return self.step.key == step_of("timeline", [box.step.key for box in self.boxes])

    # --- silent answers ---

    @cached_property
    def silent(self) -> SilentQuestion | None:
        """The newest question to be answered before anybody speaks."""
        found: SilentQuestion | None = SilentQuestion.objects.filter(meeting=self.meeting).order_by("-pk").first()
        return found

    @cached_property
    def silent_answers(self) -> list[Any]:
        return list(self.silent.answers.select_related("user")) if self.silent else []

    @property
    def my_silent_answer(self) -> str:
        return next((each.text for each in self.silent_answers if each.user_id == self.reader.pk), "")


def step_of(section: str, keys: list[str]) -> str:
    """In which item of this agenda a section is worked on."""
    for key in keys:
        if section in agenda.ITEMS[key].sections:
            return key
    return next((key for key in LEFT_OVER if key in keys), keys[0])
