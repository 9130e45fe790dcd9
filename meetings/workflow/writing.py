from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Meeting, Note
from meetings.workflow.keeping import LIMIT, locked, require_running, require_words, tell

EMPTY = {
    Note.Kind.PARKED: "Say in a few words what is parked.",
    Note.Kind.DECISION: "Say what was decided.",
    Note.Kind.QUESTION: "Say what stays open.",
    Note.Kind.NOTE: "Write something down first.",
    Note.Kind.DISCUSS: "Say what the room should talk about.",
}
MOST = 300


@transaction.atomic
def write_down(meeting: Meeting, *, by: User, kind: str, text: str, owner: User | None = None) -> Note:
    """A line for the minutes. Everybody parks; the rest is for those who may write."""
    policy.require("meetings.take_part" if kind == Note.Kind.PARKED else "meetings.write_down", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    if kind not in Note.Kind.values:
        raise Refused("Choose what it is: parked, decision, open question or note.")
    if meeting.notes.count() >= MOST:
        raise Refused("That is more than any minutes can hold. Write on in the write-up.")
    current = meeting.steps.filter(is_current=True).first()
    note = Note.objects.create(
        meeting=meeting,
        kind=kind,
        text=require_words(text, EMPTY[Note.Kind(kind)]),
        step=current.key if current else "",
        owner=owner,
        by=by,
    )
    record("meeting.noted", meeting, by=by, data={"kind": kind})
    tell(meeting, by=by)
    return note


@transaction.atomic
def remove_note(note: Note, *, by: User, removed: bool = True) -> Note:
    """Take a line out, or put it back. Whoever only takes part removes what they wrote themselves."""
    meeting = locked(note.meeting)
    policy.require("meetings.take_part", by, meeting)
    if note.by_id != by.pk and not policy.allows("meetings.write_down", by, meeting):
        raise Refused("Only whoever wrote it, and those who may write, take a line out.")
    require_running(meeting)
    note = Note.objects.locked(note.pk)
    if not removed and note.source and meeting.notes.kept().filter(source=note.source).exclude(pk=note.pk).exists():
        raise Refused("The room has this question already.")
    note.removed_at = clock.now() if removed else None
    note.save(update_fields=["removed_at"])
    record("meeting.note_removed" if removed else "meeting.note_restored", meeting, by=by, data={"kind": note.kind})
    tell(meeting, by=by)
    return note


@transaction.atomic
def give_question(note: Note, *, by: User, owner: User) -> Note:
    """Somebody who carries an open question, or a parked topic, out of the room."""
    meeting = locked(note.meeting)
    policy.require("meetings.write_down", by, meeting)
    note = Note.objects.locked(note.pk)
    if note.removed_at is not None or note.kind not in (Note.Kind.QUESTION, Note.Kind.PARKED):
        raise Refused("This line needs no owner.")
    if not owner.is_active:
        raise Refused(f"@{owner.handle} has left. Choose somebody who is here.")
    note.owner = owner
    note.save(update_fields=["owner"])
    record("meeting.question_given", meeting, by=by, data={"owner": owner.handle})
    tell(meeting, by=by)
    return note


@transaction.atomic
def settle(note: Note, *, by: User, outcome: str = "", settled: bool = True) -> Note:
    """Say what came of a question, or that the room has talked about it; or take that back.

    For whoever carries it and those who may write.
    """
    meeting = locked(note.meeting)
    policy.require("meetings.take_part", by, meeting)
    if note.owner_id != by.pk and not policy.allows("meetings.write_down", by, meeting):
        raise Refused("Only whoever takes it with them, and those who may write, answer it.")
    note = Note.objects.locked(note.pk)
    if note.removed_at is not None or note.kind in (Note.Kind.DECISION, Note.Kind.NOTE):
        raise Refused("This line asks nothing.")
    if settled and note.kind != Note.Kind.DISCUSS:
        outcome = require_words(outcome, "Say in a sentence what came of it.")
    note.settled_at, note.settled_by = (clock.now(), by) if settled else (None, None)
    note.outcome = " ".join(outcome.split())[:LIMIT] if settled else ""
    note.save(update_fields=["settled_at", "settled_by", "outcome"])
    record("meeting.question_settled" if settled else "meeting.question_reopened", meeting, by=by)
    tell(meeting, by=by)
    return note


@transaction.atomic
def leave_open(note: Note, *, by: User) -> Note:
    """A question that the room cannot answer now: somebody takes it with them."""
    meeting = locked(note.meeting)
    policy.require("meetings.write_down", by, meeting)
    require_running(meeting)
    note = Note.objects.locked(note.pk)
    if note.kind != Note.Kind.DISCUSS or note.removed_at is not None:
        raise Refused("This line is no question on the agenda.")
    note.kind = Note.Kind.QUESTION
    note.save(update_fields=["kind"])
    record("meeting.noted", meeting, by=by, data={"kind": note.kind})
    tell(meeting, by=by)
    return note
