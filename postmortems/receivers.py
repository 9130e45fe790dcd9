"""What becomes of a write-up when something below it changed, and what its open pages are told."""

from typing import Any

from django.dispatch import receiver

from activity.models import Activity
from activity.record import recorded, recording
from incidents.references import number_of
from live import bus, rights
from postmortems import workflow
from postmortems.models import Postmortem

BELOW = ("incidents.", "actions.")
# Noun of a recorded verb, or the whole verb → the parts of the editor's page that show it.
SHOWN = {
    "figure": ("impact",),
    "why": ("whys",),
    "factor": ("factors",),
    "defence": ("defences",),
    "mitigator": ("defences",),
    "whatif": ("whatifs",),
    "action": ("actions", "factors", "defences"),
    "entry": ("timeline", "durations"),
    "incident": ("state", "timeline", "durations"),
    "incident.related": ("related",),
    "incident.unrelated": ("related",),
    "postmortem": ("state",),
    "postmortem.gate_waived": ("outline",),
    "postmortem.waiver_withdrawn": ("outline",),
    "thread": ("comments", "outline"),
    "comment": ("comments",),
    "comment.removed": ("comments", "outline"),
    "comment.restored": ("comments", "outline"),
    "suggestion": ("comments", "outline"),
    "section.conflicted": ("outline",),
    "section.merged": ("outline",),
}
# What may let people in or keep them out. Publishing does it too, by locking the document.
OF_THE_INCIDENT = frozenset(
    f"incident.{done}" for done in ("visibility_changed", "person_listed", "person_unlisted", "edited", "glass_broken")
)
OF_EVERY_INCIDENT = frozenset({"service.edited"})


@receiver(recorded, dispatch_uid="postmortems.follow_incident")
def follow_incident(activity: Activity, **_: Any) -> None:
    """Timeline, milestones and actions are part of what was approved, and of what is still missing."""
    number = number_of(activity.reference) if activity.subject_type.startswith(BELOW) else None
    if number is None:
        return
    for postmortem in Postmortem.objects.unpublished().filter(incident__number=number):
        workflow.recheck(postmortem)
        workflow.note_readiness(postmortem)


@receiver(recording, dispatch_uid="postmortems.tell_pages")
def tell_pages(activity: Activity, subject: Any, **__: Any) -> None:
    """Have the open editors of a write-up fetch what a verb changed; what is told commits with the change."""
    noun, _, _ = activity.verb.partition(".")
    shown = SHOWN.get(activity.verb, SHOWN.get(noun, ()))
    if activity.verb in OF_EVERY_INCIDENT:
        rights.changed()
    if not shown or (document_id := _document_of(activity, subject)) is None:
        return
    for what in shown:
        bus.announce(document_id, what, activity.actor.handle if activity.actor else "")
    if activity.verb in OF_THE_INCIDENT:
        rights.changed(document_id)


def _document_of(activity: Activity, subject: Any) -> int | None:
    if isinstance(subject, Postmortem):
        return subject.document_id
    number = number_of(activity.reference)
    found: int | None = (
        Postmortem.objects.filter(incident__number=number).values_list("document", flat=True).first()
        if number is not None
        else None
    )
    return found
