"""Incidents related to this one, from either side, as far as the reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from actions.models import Action
from incidents.models import Incident, IncidentRelation
from postmortems.models import Postmortem

if TYPE_CHECKING:
    from accounts.models import User

# How the relation reads from the later incident's side and from the earlier one's.
WORDS = {
    "recurrence": ("Recurrence of this", "Came back in this"),
    "same_cause": ("Same cause", "Same cause"),
    "same_failure": ("Same failure mode", "Same failure mode"),
    "caused_by": ("Caused by this", "Caused this"),
    "similar": ("Similar", "Similar"),
}


@dataclass(frozen=True)
class Related:
    incident: Incident
    said: str
    reason: str
    href: str
    open_actions: int


def related(incident: Incident, *, reader: User) -> list[Related]:
    """Newest incident first; one query. Leads to the write-up where one is published."""
    sides = IncidentRelation.objects.filter(Q(incident=incident) | Q(other=incident))
    hidden = Incident.objects.hidden_from(reader).values("pk")
    counted = Action.objects.open().filter(incident=OuterRef("far")).order_by().values("incident")
    rows = (
        sides.annotate(far=_far(incident))
        .exclude(far__in=hidden)
        .annotate(
            is_published=Exists(Postmortem.objects.published().filter(incident=OuterRef("far"))),
            open_actions=Coalesce(Subquery(counted.annotate(total=Count("pk")).values("total")), 0),
        )
        .select_related("incident", "other")
    )
    found = [_read(row, incident) for row in rows]
    return sorted(found, key=lambda each: each.incident.started_at, reverse=True)


def _far(incident: Incident) -> Case:
    return Case(When(incident=incident, then=F("other_id")), default=F("incident_id"))


def _read(row: IncidentRelation, incident: Incident) -> Related:
    is_ours = row.incident_id == incident.pk
    other = row.other if is_ours else row.incident
    ours, theirs = WORDS.get(row.kind, WORDS["similar"])
    href = reverse("postmortems:postmortem", args=[other.reference]) if row.is_published else other.get_absolute_url()  # type: ignore[attr-defined]
    return Related(other, ours if is_ours else theirs, row.reason, href, row.open_actions)  # type: ignore[attr-defined]
