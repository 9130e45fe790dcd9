from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action
from activity.notify import Telling
from activity.record import record
from kit import clock
from meetings.minutes import written
from meetings.models import Attendee, Capture, Meeting, Note
from meetings.workflow.keeping import locked, require_running, tell, touch


@transaction.atomic
def end(meeting: Meeting, *, by: User) -> Meeting:
    """Close the room: the minutes are frozen, owners are asked for a yes, everybody is told what came of it."""
    policy.require("meetings.facilitate", by, meeting)
    meeting = locked(meeting)
    if meeting.state == Meeting.State.ENDED:
        return meeting
    require_running(meeting)
    return finish(meeting, by=by)


def finish(meeting: Meeting, *, by: User | None) -> Meeting:
    """What is left of ending, once it is sure that it runs and may be ended; `by` is None for Debrief itself."""
    for step in meeting.steps.filter(is_current=True):
        step.halt()
        step.is_current = False
        step.save(update_fields=["spent", "running_since", "is_current"])
    Attendee.objects.filter(meeting=meeting).update(hand_at=None)
    # What the room did not come to is still to be answered.
    unheard = Note.objects.kept().filter(meeting=meeting, kind=Note.Kind.DISCUSS, settled_at__isnull=True)
    unheard.update(kind=Note.Kind.QUESTION)
    meeting.state, meeting.ended_at, meeting.offered_to = Meeting.State.ENDED, clock.now(), None
    meeting.minutes_text = written(meeting)
    touch(meeting, "state", "ended_at", "offered_to", "minutes_text")
    data = counts(meeting)
    record("meeting.ended", meeting, by=by, data=data, notify=[summary(meeting, data), _asking(meeting)])
    tell(meeting, by=by)
    return meeting


def counts(meeting: Meeting) -> dict[str, int]:
    kinds = list(Note.objects.kept().filter(meeting=meeting).values_list("kind", flat=True))
    return {
        "actions": Capture.objects.filter(meeting=meeting).exclude(action__state=Action.State.DROPPED).count(),
        "decisions": kinds.count(Note.Kind.DECISION),
        "questions": kinds.count(Note.Kind.QUESTION) + kinds.count(Note.Kind.PARKED),
    }


def summary(meeting: Meeting, data: dict[str, int]) -> Telling:
    rows = Attendee.objects.listed().filter(meeting=meeting).select_related("user")
    return Telling("meeting_summary", to=[row.user for row in rows], key=f"meeting:{meeting.pk}:summary", data=data)


def _asking(meeting: Meeting) -> Telling:
    """The owners who have not answered in the room."""
    rows = Capture.objects.filter(meeting=meeting, answer="", action__owner__isnull=False).select_related(
        "action__owner"
    )
    owners = {row.action.owner_id: row.action.owner for row in rows if row.action.owner is not None}
    return Telling("meeting_promise", to=list(owners.values()), key=f"meeting:{meeting.pk}:promises")
