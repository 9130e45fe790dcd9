from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.notify import Telling
from activity.record import record
from incidents import workflow as incident_verbs
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from meetings.agenda import AGENDAS
from meetings.models import Attendee, Meeting, Step
from meetings.workflow.keeping import (
    locked,
    require_able,
    require_fresh,
    require_planned,
    require_words,
    tell,
    touch,
)
from meetings.workflow.sending import draft

FURTHEST = timedelta(days=366)
MOST_PEOPLE = 50


@transaction.atomic
def schedule(
    incident: Incident,
    *,
    by: User,
    starts_at: datetime,
    minutes: int,
    facilitator: User,
    people: Sequence[User],
    note_taker: User | None = None,
    place: str = "",
    parts: Mapping[int, str] | None = None,
) -> Meeting:
    """Call the review meeting of an incident and invite people. `parts` says why each is asked, by the person's key.

    Raises Refused while another meeting of this incident is ahead.
    """
    policy.require("meetings.schedule", by, incident)
    incident = Incident.objects.locked(incident.pk)
    _require_time(starts_at, minutes)
    for person in (facilitator, note_taker):
        if person is not None:
            require_able(person)
    if Meeting.objects.ahead().filter(incident=incident).exists():
        raise Refused("A review meeting of this incident is planned already. Change that one.")
    meeting = Meeting.objects.create(
        incident=incident,
        starts_at=starts_at,
        minutes=minutes,
        facilitator=facilitator,
        note_taker=note_taker,
        place=place.strip(),
        called_by=by,
    )
    lay_out(meeting)
    _invite(meeting, people, by=by, parts=parts or {})
    invited = list(_invited(meeting))
    record("meeting.called", meeting, by=by, data=_facts(meeting), notify=[_calling(meeting, invited)])
    tell(meeting, by=by)
    return meeting


@transaction.atomic
def change(
    meeting: Meeting,
    *,
    by: User,
    starts_at: datetime,
    minutes: int,
    facilitator: User,
    people: Sequence[User],
    note_taker: User | None = None,
    place: str = "",
    version: int | None = None,
) -> Meeting:
    """Another time, place, length or company. Calendars are told to change the same event, never to add one."""
    policy.require("meetings.change", by, meeting)
    meeting = locked(meeting)
    require_planned(meeting)
    require_fresh(meeting, version)
    if starts_at != meeting.starts_at:
        _require_time(starts_at, minutes)
    for person in (facilitator, note_taker):
        if person is not None:
            require_able(person)
    before = {user.pk: user for user in _invited(meeting)}
    was = _facts(meeting)
    if minutes != meeting.minutes:
        lay_out(meeting, minutes)
    meeting.starts_at, meeting.minutes, meeting.place = starts_at, minutes, place.strip()
    meeting.facilitator, meeting.note_taker = facilitator, note_taker
    _invite(meeting, people, by=by, parts={})
    _keep(meeting, before, was, by=by)
    return meeting


def _keep(meeting: Meeting, before: dict[int, User], was: dict[str, Any], *, by: User) -> None:
    now = {user.pk: user for user in _invited(meeting)}
    came, went = [now[pk] for pk in now.keys() - before.keys()], [before[pk] for pk in before.keys() - now.keys()]
    differs = {name: [was[name], value] for name, value in _facts(meeting).items() if was[name] != value}
    if not (differs or came or went):
        return
    meeting.sequence += 1
    fields = ("starts_at", "minutes", "place", "facilitator", "note_taker", "sequence")
    touch(meeting, *fields)
    stayed = [user for pk, user in now.items() if pk in before] if differs else []
    off = Telling("meeting_cancelled", to=went, key=f"meeting:{meeting.pk}:{meeting.sequence}:off", data={"off": True})
    moved = Telling("meeting_moved", to=stayed, key=f"meeting:{meeting.pk}:{meeting.sequence}:moved")
    told = [moved, _calling(meeting, came), off]
    if meeting.draft_sent_at is not None:
        told.append(draft(meeting, came))
    verb = "meeting.moved" if {"starts_at", "minutes", "place"} & differs.keys() else "meeting.changed"
    data = differs | {"came": [user.handle for user in came], "went": [user.handle for user in went]}
    record(verb, meeting, by=by, data=data, notify=told)
    tell(meeting, by=by)


@transaction.atomic
def cancel(meeting: Meeting, *, by: User, reason: str) -> Meeting:
    """Call it off, with the reason; calendars take the event out."""
    policy.require("meetings.change", by, meeting)
    meeting = locked(meeting)
    require_planned(meeting)
    meeting.cancel_reason = require_words(reason, "Say why: everybody invited reads it.", 2_000)
    meeting.state = Meeting.State.CANCELLED
    meeting.sequence += 1
    touch(meeting, "state", "cancel_reason", "sequence")
    telling = Telling("meeting_cancelled", to=_invited(meeting), key=f"meeting:{meeting.pk}:cancelled")
    record("meeting.cancelled", meeting, by=by, data={"reason": meeting.cancel_reason}, notify=[telling])
    tell(meeting, by=by)
    return meeting


def lay_out(meeting: Meeting, minutes: int = 0) -> None:
    """The agenda of this length, in the place of another."""
    Step.objects.filter(meeting=meeting).delete()
    items = enumerate(AGENDAS[minutes or meeting.minutes], 1)
    Step.objects.bulk_create(
        Step(meeting=meeting, position=position, key=key, minutes=box) for position, (key, box) in items
    )


def _require_time(starts_at: datetime, minutes: int) -> None:
    if minutes not in Meeting.Length.values:
        raise Refused("Choose 60, 75 or 90 minutes.")
    now = clock.now()
    if starts_at < now - timedelta(minutes=5):
        raise Refused("That time has passed. Choose a later one.")
    if starts_at > now + FURTHEST:
        raise Refused("That is more than a year ahead. Choose an earlier time.")


def _invite(meeting: Meeting, people: Sequence[User], *, by: User, parts: Mapping[int, str]) -> None:
    """Make exactly these the invited, with facilitator and note-taker; who could not see the incident is let in."""
    wanted = {person.pk: person for person in (*people, meeting.facilitator, meeting.note_taker) if person is not None}
    if len(wanted) > MOST_PEOPLE:
        raise Refused(f"Ask at most {MOST_PEOPLE} people. The others can read what came of it.")
    now = clock.now()
    rows = {row.user_id: row for row in Attendee.objects.filter(meeting=meeting)}
    for pk, row in rows.items():
        if pk not in wanted and row.taken_off_at is None:
            row.taken_off_at = now
            row.save(update_fields=["taken_off_at"])
    for pk, person in wanted.items():
        if not person.is_active:
            raise Refused(f"@{person.handle} was deactivated and cannot be invited.")
        incident_verbs.admit(meeting.incident, by=by, user=person)
        found = rows.get(pk) or Attendee(meeting=meeting, user=person, part=parts.get(pk, "")[:60])
        found.taken_off_at, found.invited_at = None, found.invited_at or now
        found.save()


def _invited(meeting: Meeting) -> list[User]:
    rows = Attendee.objects.invited().filter(meeting=meeting).select_related("user")
    return [row.user for row in rows]


def _calling(meeting: Meeting, people: Sequence[User]) -> Telling:
    """With a key, so that whoever calls the meeting gets the file for the calendar as well."""
    return Telling("meeting_called", to=people, key=f"meeting:{meeting.pk}:{meeting.sequence}:called")


def _facts(meeting: Meeting) -> dict[str, Any]:
    return {
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes,
        "place": bool(meeting.place) and meeting.place,
        "facilitator": meeting.facilitator.handle,
        "note_taker": meeting.note_taker.handle if meeting.note_taker else "",
    }
