"""What everybody remembers, written in private and shown together.

Nothing is recorded before it is shown: the record would tell those who wrote from those who would rather not.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import TimelineEntry
from kit import clock
from kit.errors import Refused
from meetings.models import Attendee, Meeting, Note, Recollection
from meetings.workflow.keeping import locked, require_running, require_words, tell

LIMIT = 1_000
MOST = 40
# Nobody remembers what is still to come; clocks differ a little.
AHEAD = timedelta(minutes=5)
SHOWN = "The recollections are shown already. Say it in the room."


@transaction.atomic
def recollect(
    meeting: Meeting,
    *,
    by: User,
    key: UUID,
    saw: str = "",
    expected: str = "",
    did: str = "",
    at: datetime | None = None,
    entry: TimelineEntry | None = None,
) -> Recollection:
    """Keep one moment as this person remembers it; the same `key` again changes it. Without a time, the entry's."""
    meeting = _asked(meeting, by)
    if meeting.shown_at is not None:
        raise Refused(SHOWN)
    texts = {"saw": _text(saw), "expected": _text(expected), "did": _text(did)}
    if not any(texts.values()):
        raise Refused("Write what you saw, expected or did.")
    if entry is not None and entry.incident_id != meeting.incident_id:
        raise Refused("That entry is of another incident.")
    at = at or (entry.at if entry is not None else None)
    if at is not None and at > clock.now() + AHEAD:
        raise Refused("That time is still to come.")
    own = Recollection.objects.filter(meeting=meeting, user=by)
    found = own.filter(pk=key).first()
    if found is None and own.count() >= MOST:
        raise Refused(f"{MOST} moments are more than a meeting can hear. Put the rest into the timeline.")
    told = found or Recollection(pk=key, meeting=meeting, user=by)
    if found is None and Recollection.objects.filter(pk=key).exists():
        raise Refused("Reload the page and write it again.")
    told.entry, told.at, told.changed_at = entry, at, clock.now()
    told.saw, told.expected, told.did = texts["saw"], texts["expected"], texts["did"]
    told.save()
    if Attendee.objects.filter(meeting=meeting, user=by).update(declined_at=None) and found is None:
        tell(meeting)
    return told


@transaction.atomic
def forget(told: Recollection, *, by: User) -> None:
    """Take one's own words back, for good, also after they were shown."""
    meeting = locked(told.meeting)
    policy.require("meetings.take_part", by, meeting)
    if told.user_id != by.pk:
        raise Refused("Only whoever wrote it takes it back.")
    Recollection.objects.filter(pk=told.pk).delete()
    tell(meeting)


@transaction.atomic
def decline(meeting: Meeting, *, by: User, declined: bool = True) -> None:
    """Rather not write. It counts as an answer, and nobody sees the one from the other."""
    meeting = _asked(meeting, by)
    if meeting.shown_at is not None:
        raise Refused(SHOWN)
    row = Attendee.objects.select_for_update().get(meeting=meeting, user=by)
    if (row.declined_at is not None) != declined:
        row.declined_at = clock.now() if declined else None
        row.save(update_fields=["declined_at"])
        tell(meeting)


@transaction.atomic
def show(meeting: Meeting, *, by: User) -> Meeting:
    """Show everybody's recollections at once; nobody's can be changed from then on."""
    policy.require("meetings.facilitate", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    if meeting.shown_at is None:
        open_all(meeting, by=by)
        tell(meeting, by=by)
    return meeting


def open_all(meeting: Meeting, *, by: User) -> None:
    """Nothing to show leaves the round open, for those who come later to write."""
    if meeting.recollections.exists():
        meeting.shown_at = clock.now()
        meeting.save(update_fields=["shown_at"])
        record("meeting.shown", meeting, by=by)


@transaction.atomic
def put_on_agenda(meeting: Meeting, *, by: User, text: str, step: str, source: str = "") -> Note:
    """A question for the room, from where recollections differ. The same `source` is asked once."""
    meeting = _asked(meeting, by)
    if meeting.shown_at is None:
        raise Refused("The recollections are not shown yet.")
    rows = Note.objects.kept().filter(meeting=meeting)
    asked: Note | None = rows.filter(source=source).first() if source else None
    if asked is not None:
        return asked
    if rows.filter(kind=Note.Kind.DISCUSS).count() >= MOST:
        raise Refused("That is more than any hour can hold. Settle some questions first.")
    words = require_words(text, "Say what the room should talk about.")
    note = Note.objects.create(
        meeting=meeting, kind=Note.Kind.DISCUSS, text=words, step=step, source=source[:60], by=by
    )
    record("meeting.put_on_agenda", meeting, by=by)
    tell(meeting, by=by)
    return note


def _asked(meeting: Meeting, by: User) -> Meeting:
    """The meeting, for somebody who is asked to come or came."""
    policy.require("meetings.take_part", by, meeting)
    meeting = locked(meeting)
    if not Attendee.objects.listed().filter(meeting=meeting, user=by).exists():
        raise Refused("This is for those who are asked to the meeting.")
    if meeting.is_over:
        raise Refused("The meeting is over.")
    return meeting


def _text(text: str) -> str:
    words = text.strip()
    if len(words) > LIMIT:
        raise Refused(f"Keep each answer to {LIMIT} characters; this has {len(words)}.")
    return words
