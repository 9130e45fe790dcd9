"""The review meetings of the demo: one that is to begin soon, and one that was held."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from config.demo import meeting_texts as texts
from config.demo.stage import Day, Stage, Story
from incidents.models import Incident
from meetings import workflow
from meetings.models import Meeting
from meetings.recollections import Recollections


def call(incident: Incident, stage: Stage, *, at: datetime) -> None:
    """Felix facilitates, for he did not respond; what Debrief cannot see for itself is prepared but for the room.

    Two have written what they remember, and one would rather not.
    """
    meeting = workflow.schedule(
        incident,
        by=stage["priya"],
        starts_at=at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0),
        minutes=75,
        facilitator=stage["felix"],
        note_taker=stage["ines"],
        people=[stage[handle] for handle in ("tomas", "priya", "dana")],
        place="https://meet.larkspur.example/review",
    )
    workflow.tick(meeting, by=stage["priya"], check="people", done=True)
    for handle, (hours, minutes), saw, expected, did in texts.TAX:
        when = incident.started_at + timedelta(hours=hours, minutes=minutes)
        key = uuid5(NAMESPACE_URL, f"{meeting.uid}:{handle}")
        workflow.recollect(meeting, by=stage[handle], key=key, at=when, saw=saw, expected=expected, did=did)
    workflow.decline(meeting, by=stage["priya"])


def hold(incident: Incident, stage: Stage, at: Day) -> Story:
    """The hour about the payment outage, a day after it."""
    tomas, felix = stage["tomas"], stage["felix"]
    yield at(9, 45, days=1)
    meeting = workflow.schedule(
        incident,
        by=tomas,
        starts_at=at(13, 0, days=1),
        minutes=60,
        facilitator=felix,
        note_taker=stage["ines"],
        people=[tomas, *(stage[handle] for handle in ("amara", "dana", "vera"))],
        place="Room Heron",
    )
    _remember(meeting, stage, at)
    workflow.send_drafts(at(9, 46, days=1))
    yield at(13, 1, days=1)
    workflow.start(meeting, by=felix)
    for handle in ("tomas", "ines", "amara", "dana", "vera"):
        workflow.be_here(meeting, by=stage[handle])
    yield at(13, 6, days=1)
    workflow.go(meeting, by=felix, position=2)
    meeting = Meeting.objects.get(pk=meeting.pk)
    for proposed in Recollections(meeting, felix).proposals[:1]:
        text, source = proposed.difference.question, proposed.difference.key
        note = workflow.put_on_agenda(meeting, by=felix, text=text, step="overview", source=source)
        workflow.settle(note, by=stage["ines"], outcome="")
    workflow.write_down(meeting, by=stage["vera"], kind="parked", text=texts.PARKED)
    for position, minute in ((3, 17), (4, 38), (5, 47)):
        yield at(13, minute, days=1)
        workflow.go(meeting, by=felix, position=position)
    workflow.write_down(meeting, by=stage["ines"], kind="decision", text=texts.DECISION)
    question = workflow.write_down(meeting, by=stage["ines"], kind="question", text=texts.QUESTION)
    yield at(13, 58, days=1)
    workflow.give_question(question, by=stage["ines"], owner=tomas)
    workflow.end(meeting, by=felix)


def _remember(meeting: Meeting, stage: Stage, at: Day) -> None:
    entries = list(meeting.incident.entries.all())
    for handle, (hour, minute), beginning, saw, expected, did in texts.PAYMENT:
        entry = next((each for each in entries if beginning and each.text.startswith(beginning)), None)
        key, when = uuid5(NAMESPACE_URL, f"{meeting.uid}:{handle}"), at(hour, minute)
        said = {"saw": saw, "expected": expected, "did": did}
        workflow.recollect(meeting, by=stage[handle], key=key, at=when, entry=entry, **said)
