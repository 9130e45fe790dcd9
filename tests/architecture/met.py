"""A review meeting of each write-up, with what is said and asked in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from incidents.models import Incident
from meetings.models import Capture, Meeting, Note, Recollection, SilentQuestion
from tests.builders.actions import an_action
from tests.builders.meetings import a_meeting

if TYPE_CHECKING:
    from tests.architecture.world import World


def met(world: World, incident: Incident, sees: frozenset[str]) -> None:
    """Alice facilitates, so that nobody else is let in; before it is called, the incident itself."""
    cast, label = world.cast, incident.visibility
    world.add("unmet incident", incident.reference, sees=sees, about=incident, label=label)
    meeting = a_meeting(cast, incident, facilitator=cast.alice, note_taker=cast.bob, people=[])
    common: dict[str, Any] = {"sees": sees, "about": meeting, "label": label}
    world.add("meeting", meeting.pk, **common)
    world.add("check", meeting.pk, "draft", **common)
    note = Note.objects.create(meeting=meeting, kind="question", text="Who pays?", by=cast.alice)
    question = SilentQuestion.objects.create(meeting=meeting, text="What surprised you?", by=cast.alice)
    world.add("step", meeting.pk, 1, **common)
    world.add("note", meeting.pk, note.pk, **common)
    world.add("silent question", meeting.pk, question.pk, **common)
    told = Recollection.objects.create(pk=uuid4(), meeting=meeting, user=cast.alice, saw=f"Seen by {label}")
    world.add("new recollection", meeting.pk, uuid4(), **common)
    world.add("recollection", meeting.pk, told.pk, sees=sees & {"alice"}, about=meeting, label=label)
    held = Meeting.objects.create(
        incident=incident,
        state="cancelled",
        cancel_reason="Merged.",
        starts_at=meeting.starts_at,
        facilitator=cast.alice,
        called_by=cast.alice,
        shown_at=meeting.called_at,
    )
    world.add("shown meeting", held.pk, sees=sees, about=held, label=label)
    captured = Capture.objects.create(meeting=meeting, action=an_action(cast, incident=incident), by=cast.alice)
    world.add("promise", meeting.pk, captured.action.number, sees=sees, about=captured, label=label)
