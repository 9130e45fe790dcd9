"""What publishing a write-up sets going."""

from typing import Any

from django.dispatch import receiver

from activity.models import Activity
from activity.record import recorded
from learning import workflow
from postmortems.models import Postmortem

PUBLISHED = frozenset({"postmortem.published", "postmortem.amendment_published"})


@receiver(recorded, dispatch_uid="learning.ask_teams")
def ask_teams(activity: Activity, **_: Any) -> None:
    if activity.verb in PUBLISHED:
        for postmortem in Postmortem.objects.filter(pk=activity.subject_id):
            workflow.ask_teams(postmortem)
