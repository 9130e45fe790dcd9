from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Attendee, Meeting
from meetings.presence import is_here
from meetings.workflow.keeping import attendee, locked, require_running, tell

# Whoever opens the page this long before is waiting for it to begin.
EARLY = timedelta(minutes=30)


@transaction.atomic
def be_here(meeting: Meeting, *, by: User) -> None:
    """Say that this person is in the room; the first time is joining, which is the list of who was there.

    Repeated by every open page, so recorded once only. Before the meeting and after it nothing is kept.
    """
    policy.require("meetings.join", by, meeting)
    now = clock.now()
    if meeting.is_over or (meeting.is_planned and now < meeting.starts_at - EARLY):
        return
    row = attendee(meeting, by)
    was_here = is_here(row.seen_at, now)
    is_new = row.joined_at is None
    row.seen_at, row.joined_at = now, row.joined_at or now
    row.save(update_fields=["seen_at", "joined_at"])
    if is_new:
        record("meeting.joined", meeting, by=by)
    if not was_here:
        tell(meeting, by=by)


@transaction.atomic
def raise_hand(meeting: Meeting, *, by: User, up: bool, of: User | None = None) -> None:
    """Wait to speak, or wait no more. The facilitator lowers the hands of others."""
    policy.require("meetings.take_part", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    person = of or by
    if person.pk != by.pk and (up or meeting.facilitator_id != by.pk):
        raise Refused("Only the facilitator lowers the hand of somebody else.")
    row = Attendee.objects.filter(meeting=meeting, user=person).first()
    if row is None or row.joined_at is None:
        raise Refused("Join the meeting first.")
    if (row.hand_at is not None) != up:
        row.hand_at = clock.now() if up else None
        row.save(update_fields=["hand_at"])
        tell(meeting, by=by)
