"""Who facilitates: handed over by whoever does, or taken over when they are gone."""

from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Attendee, Meeting
from meetings.presence import is_here
from meetings.workflow.keeping import attendee, locked, require_able, require_running, tell, touch


@transaction.atomic
def take_over(meeting: Meeting, *, by: User) -> Meeting:
    """Facilitate from now on, when the facilitator is not in the room."""
    policy.require("meetings.take_over", by, meeting)
    meeting = locked(meeting)
    if meeting.is_over:
        raise Refused("The meeting is over.")
    if meeting.facilitator_id == by.pk:
        return meeting
    require_able(by)
    if _is_here(meeting, meeting.facilitator):
        raise Refused(f"@{meeting.facilitator.handle} is here and facilitates.")
    _facilitate(meeting, by, verb="meeting.taken_over")
    return meeting


@transaction.atomic
def offer(meeting: Meeting, *, by: User, to: User) -> Meeting:
    """Ask somebody in the room to facilitate from here; until they say yes nothing changes."""
    policy.require("meetings.facilitate", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    if to.pk == by.pk:
        raise Refused("You facilitate already.")
    require_able(to)
    if not _is_here(meeting, to):
        raise Refused(f"@{to.handle} is not in the room.")
    if meeting.offered_to_id != to.pk:
        meeting.offered_to = to
        meeting.save(update_fields=["offered_to"])
        tell(meeting, by=by)
    return meeting


@transaction.atomic
def accept(meeting: Meeting, *, by: User) -> Meeting:
    """Say yes, and facilitate."""
    policy.require("meetings.take_over", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    if meeting.facilitator_id == by.pk:
        return meeting
    if meeting.offered_to_id != by.pk:
        raise Refused("You are not asked to facilitate any more.")
    require_able(by)
    _facilitate(meeting, by, verb="meeting.handed_over")
    return meeting


@transaction.atomic
def turn_down(meeting: Meeting, *, by: User) -> Meeting:
    """Rather not; or, by whoever asked, never mind."""
    policy.require("meetings.take_part", by, meeting)
    meeting = locked(meeting)
    if by.pk not in (meeting.offered_to_id, meeting.facilitator_id):
        raise Refused("That is for those two to settle.")
    if meeting.offered_to_id is not None:
        meeting.offered_to = None
        meeting.save(update_fields=["offered_to"])
        tell(meeting, by=by)
    return meeting


def _is_here(meeting: Meeting, person: User) -> bool:
    row = Attendee.objects.filter(meeting=meeting, user=person).first()
    return row is not None and is_here(row.seen_at, clock.now())


def _facilitate(meeting: Meeting, by: User, *, verb: str) -> None:
    before, meeting.facilitator, meeting.offered_to = meeting.facilitator.handle, by, None
    if meeting.note_taker_id == by.pk:
        meeting.note_taker = None
    touch(meeting, "facilitator", "note_taker", "offered_to")
    row = attendee(meeting, by)
    row.taken_off_at = None
    row.save(update_fields=["taken_off_at"])
    record(verb, meeting, by=by, data={"before": before})
    tell(meeting, by=by)
