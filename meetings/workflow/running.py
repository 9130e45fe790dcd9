"""Driving the agenda. Its clock is in the rows of the steps; nothing ticks."""

from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.notify import Telling
from activity.record import record
from kit import clock
from kit.errors import Refused
from meetings.models import Attendee, Meeting, Step
from meetings.workflow.keeping import attendee, locked, require_running, tell, touch
from meetings.workflow.recollecting import open_all
from postmortems.models import Postmortem

EXTENSION = 5
MOST_EXTENDED = 60


@transaction.atomic
def start(meeting: Meeting, *, by: User, showing: bool = True) -> Meeting:
    """Open the meeting with the first item of its agenda.

    Everybody's recollections are shown with it, unless `showing` is off because people shall have time to write.
    """
    policy.require("meetings.facilitate", by, meeting)
    meeting = locked(meeting)
    if meeting.is_running:
        return meeting
    if meeting.is_over:
        raise Refused("The meeting is over.")
    if not Postmortem.objects.filter(incident=meeting.incident_id).exists():
        raise Refused("There is no write-up to work on yet. Start the draft first.")
    meeting.state, meeting.started_at = Meeting.State.RUNNING, clock.now()
    touch(meeting, "state", "started_at")
    meeting.steps.filter(minutes=0).delete()
    first = meeting.steps.all()[0]
    _begin(first)
    row = attendee(meeting, by)
    row.joined_at, row.seen_at = row.joined_at or clock.now(), clock.now()
    row.save(update_fields=["joined_at", "seen_at"])
    rows = Attendee.objects.invited().filter(meeting=meeting).select_related("user")
    begun = Telling("meeting_started", to=[row.user for row in rows], key=f"meeting:{meeting.pk}:started")
    record("meeting.started", meeting, by=by, notify=[begun])
    if showing:
        open_all(meeting, by=by)
    tell(meeting, by=by)
    return meeting


@transaction.atomic
def go(meeting: Meeting, *, by: User, position: int) -> Meeting:
    """Turn to an item of the agenda. The one left keeps what it took, should the room come back to it."""
    policy.require("meetings.facilitate", by, meeting)
    meeting, current = _current(meeting)
    wanted = meeting.steps.filter(position=position).first()
    if wanted is None:
        raise Refused("The agenda ends here. End the meeting when you are done.")
    if wanted.pk == current.pk:
        return meeting
    current.halt()
    current.is_current = False
    current.save(update_fields=["spent", "running_since", "is_current"])
    _begin(wanted)
    record("meeting.turned", meeting, by=by, data={"step": wanted.key})
    tell(meeting, by=by)
    return meeting


@transaction.atomic
def pause(meeting: Meeting, *, by: User, paused: bool) -> Meeting:
    """Stop the clock of the item at hand, or let it run on."""
    policy.require("meetings.facilitate", by, meeting)
    meeting, current = _current(meeting)
    if current.is_paused != paused:
        if paused:
            current.halt()
        else:
            current.running_since = clock.now()
        current.save(update_fields=["spent", "running_since"])
        tell(meeting, by=by)
    return meeting


@transaction.atomic
def extend(meeting: Meeting, *, by: User, position: int) -> Meeting:
    """Five minutes more for the item that was on the screen."""
    policy.require("meetings.facilitate", by, meeting)
    meeting, current = _current(meeting)
    if current.position != position:
        raise Refused("The room is at another item by now.")
    if current.extended + EXTENSION > MOST_EXTENDED:
        raise Refused("An hour was added already. Park what is left, or call another meeting.")
    current.extended += EXTENSION
    current.save(update_fields=["extended"])
    record("meeting.extended", meeting, by=by, data={"step": current.key, "minutes": EXTENSION})
    tell(meeting, by=by)
    return meeting


@transaction.atomic
def ask_another(meeting: Meeting, *, by: User) -> Meeting:
    """Another question to put to the room."""
    policy.require("meetings.facilitate", by, meeting)
    meeting, current = _current(meeting)
    current.prompt = (current.prompt + 1) % 1_000
    current.save(update_fields=["prompt"])
    tell(meeting, by=by)
    return meeting


def _current(meeting: Meeting) -> tuple[Meeting, Step]:
    meeting = locked(meeting)
    require_running(meeting)
    current: Step = meeting.steps.get(is_current=True)
    return meeting, current


def _begin(step: Step) -> None:
    now = clock.now()
    step.is_current, step.running_since, step.begun_at = True, now, step.begun_at or now
    step.save(update_fields=["is_current", "running_since", "begun_at"])
