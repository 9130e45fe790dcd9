from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit.errors import Refused
from meetings.models import Meeting
from meetings.preparation import CHECKS
from meetings.workflow.keeping import locked, require_planned, tell, touch

LONGEST = 60


@transaction.atomic
def tick(meeting: Meeting, *, by: User, check: str, done: bool) -> Meeting:
    """Tick off something to prepare, or take the tick back."""
    policy.require("meetings.prepare", by, meeting)
    meeting = locked(meeting)
    require_planned(meeting)
    if check not in CHECKS:
        raise Refused("The list has no such line.")
    was = check in meeting.prepared
    if was != done:
        meeting.prepared = [*meeting.prepared, check] if done else [each for each in meeting.prepared if each != check]
        meeting.save(update_fields=["prepared"])
        record("meeting.prepared", meeting, by=by, data={"check": check, "done": done})
        tell(meeting, by=by)
    return meeting


@transaction.atomic
def set_agenda(meeting: Meeting, *, by: User, minutes: Mapping[str, int]) -> Meeting:
    """Other time boxes, by key of the item; 0 leaves an item out of this meeting."""
    policy.require("meetings.prepare", by, meeting)
    meeting = locked(meeting)
    require_planned(meeting)
    steps = list(meeting.steps.all())
    if not any(minutes.get(step.key, step.minutes) for step in steps):
        raise Refused("Leave at least one item with time.")
    for step in steps:
        box = minutes.get(step.key, step.minutes)
        if not 0 <= box <= LONGEST:
            raise Refused(f"Give each item between 0 and {LONGEST} minutes.")
        if box != step.minutes:
            step.minutes = box
            step.save(update_fields=["minutes"])
    touch(meeting)
    record("meeting.agenda_set", meeting, by=by, data={"minutes": {step.key: step.minutes for step in steps}})
    tell(meeting, by=by)
    return meeting
