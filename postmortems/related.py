"""Incidents related to this one, from either side, as far as the reader may know of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db.models import Count, Q
from django.urls import reverse

from actions.models import Action
from incidents.models import Incident, IncidentRelation
from postmortems.models import Postmortem

if TYPE_CHECKING:
    from accounts.models import User
    from postmortems.content import Content

# Titles and counts of other incidents may be this old; who may see them is asked every time.
KEEP_SECONDS = 60
# How the relation reads from the side that named it and from the other one.
WORDS = {
    "recurrence": ("Recurrence of this", "Came back in this"),
    "same_cause": ("Same cause", "Same cause"),
    "same_failure": ("Same failure mode", "Same failure mode"),
    "caused_by": ("Caused by this", "Caused this"),
    "similar": ("Similar", "Similar"),
}


@dataclass(frozen=True)
class Related:
    pk: int
    reference: str
    title: str
    severity: str
    kind: str
    started_at: datetime
    said: str
    reason: str
    href: str
    open_actions: int


def related(postmortem: Any, *, reader: User) -> list[Related]:
    """Newest incident first. Leads to the write-up where one is published. Expects what `opened` found."""
    if not postmortem.related_to:
        return []
    incident = postmortem.incident
    key = f"related:{incident.pk}:{incident.changed_at.timestamp()}"
    rows: list[Related] | None = cache.get(key)
    if rows is None:
        rows = _read(incident)
        cache.set(key, rows, KEEP_SECONDS)
    return _visible(rows, postmortem.related_to, reader)


def known_to(reader: User, *contents: Content) -> set[int]:
    """Numbers of the related incidents named there that this person may know of. One query where there are any."""
    numbers = {each["number"] for content in contents for each in content.get("related", [])}
    if not numbers:
        return set()
    return set(Incident.objects.visible_to(reader).filter(number__in=numbers).values_list("number", flat=True))


def _visible(rows: list[Related], related_to: list[str], reader: User) -> list[Related]:
    """Most incidents are open to everybody: the rule is asked only for the rest."""
    known = {int(pk): closed for pk, _, closed in (text.partition(" ") for text in related_to)}
    asked = [pk for pk, closed in known.items() if closed]
    seen = set(Incident.objects.visible_to(reader).filter(pk__in=asked).values_list("pk", flat=True)) if asked else ()
    return [row for row in rows if known.get(row.pk) == "" or row.pk in seen]


def _read(incident: Incident) -> list[Related]:
    relations = list(
        IncidentRelation.objects.filter(Q(incident=incident) | Q(other=incident)).select_related("incident", "other")
    )
    others = {each.other_id if each.incident_id == incident.pk else each.incident_id for each in relations}
    published = set(Postmortem.objects.published().filter(incident__in=others).values_list("incident", flat=True))
    counted = Action.objects.open().filter(incident__in=others).order_by().values("incident").annotate(n=Count("pk"))
    left = {each["incident"]: each["n"] for each in counted}
    found = [_row(each, incident, published, left) for each in relations]
    return sorted(found, key=lambda row: row.started_at, reverse=True)


def _row(relation: IncidentRelation, incident: Incident, published: set[int], left: dict[int, int]) -> Related:
    is_ours = relation.incident_id == incident.pk
    other = relation.other if is_ours else relation.incident
    ours, theirs = WORDS.get(relation.kind, WORDS["similar"])
    write_up = reverse("postmortems:postmortem", args=[other.reference])
    return Related(
        pk=other.pk,
        reference=other.reference,
        title=other.title,
        severity=other.severity,
        kind=other.kind,
        started_at=other.started_at,
        said=ours if is_ours else theirs,
        reason=relation.reason,
        href=write_up if other.pk in published else other.get_absolute_url(),
        open_actions=left.get(other.pk, 0),
    )
