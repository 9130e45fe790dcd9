"""What happened elsewhere and moves actions."""

from __future__ import annotations

from typing import Any

from actions import workflow
from activity.models import Activity
from activity.record import recorded
from incidents.models import Incident

CALENDAR = {"time_zone", "workdays"}


def on_recorded(sender: type[Activity], activity: Activity, **_: Any) -> None:
    """A rung opens on the owner's calendar; actions stop waiting for a write-up that is not coming."""
    if activity.verb == "user.edited" and CALENDAR & set(activity.data.get("fields", ())):
        workflow.rewind_owned([activity.subject_id])
    elif activity.verb == "calendar.applied":
        workflow.rewind_owned(activity.data["people"])
    elif activity.verb == "incident.write_up_decided" and activity.data.get("decision") == Incident.Decision.NONE:
        incident = Incident.objects.get(pk=activity.subject_id)
        if not workflow.awaits_publication(incident):
            workflow.start_clocks(incident, by=activity.actor, whole=False)


def connect() -> None:
    recorded.connect(on_recorded, dispatch_uid="actions.on_recorded")
