"""What becomes of a write-up when something below it changed."""

from typing import Any

from django.dispatch import receiver

from activity.models import Activity
from activity.record import recorded
from incidents.references import number_of
from postmortems import workflow
from postmortems.models import Postmortem

BELOW = ("incidents.", "actions.")


@receiver(recorded, dispatch_uid="postmortems.follow_incident")
def follow_incident(activity: Activity, **_: Any) -> None:
    """Timeline, milestones and actions are part of what was approved, and of what is still missing."""
    number = number_of(activity.reference) if activity.subject_type.startswith(BELOW) else None
    if number is None:
        return
    for postmortem in Postmortem.objects.unpublished().filter(incident__number=number):
        workflow.recheck(postmortem)
        workflow.note_readiness(postmortem)
