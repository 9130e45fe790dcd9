from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions import workflow as actions
from actions.models import Action
from activity.record import record
from meetings.models import Capture, Meeting
from meetings.workflow.keeping import locked, require_running, require_words, tell


@transaction.atomic
def capture(
    meeting: Meeting,
    *,
    by: User,
    title: str,
    owner: User | None = None,
    due_on: date | None = None,
    priority: str = Action.Priority.MEDIUM,
    once: str = "",
) -> Action:
    """An action of the incident, promised in the room; its owner is asked for a yes at the wrap-up."""
    policy.require("meetings.write_down", by, meeting)
    meeting = locked(meeting)
    require_running(meeting)
    action = actions.create(
        by=by,
        title=require_words(title, "Say in a few words what will change.", 200),
        owner=owner,
        due_on=due_on,
        priority=priority,
        incident=meeting.incident,
        source=Action.Source.WRITE_UP,
        source_note="Captured in the review meeting",
        running=False,
        once=once,
    )
    _, is_new = Capture.objects.get_or_create(action=action, defaults={"meeting": meeting, "by": by})
    if is_new:
        record("meeting.captured", meeting, by=by, data={"action": action.number})
        tell(meeting, by=by)
    return action
