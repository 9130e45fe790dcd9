from __future__ import annotations

from django.db import transaction
from django.db.models import Q

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Incident, IncidentLink, IncidentRelation
from incidents.workflow.changes import locked, touch
from kit.errors import Refused

MOST_LINKS = 100


@transaction.atomic
def add_link(
    incident: Incident, *, by: User, label: str, url: str, kind: str = "other", note: str = ""
) -> IncidentLink:
    """The same address again answers the link that is there."""
    policy.require("incidents.edit", by, incident)
    incident = locked(incident)
    if not url.startswith(("https://", "http://")):
        raise Refused("A link begins with https:// or http://.")
    if same := incident.links.filter(url=url).first():
        return same
    if incident.links.count() >= MOST_LINKS:
        raise Refused(f"An incident has at most {MOST_LINKS} links.")
    label = label.strip() or url[:120]
    link: IncidentLink = incident.links.create(kind=kind, label=label, url=url, note=note, added_by=by)
    touch(incident)
    record("incident.link_added", incident, by=by, data={"kind": kind, "label": link.label})
    return link


@transaction.atomic
def remove_link(link: IncidentLink, *, by: User) -> Incident:
    policy.require("incidents.edit", by, link.incident)
    incident = locked(link.incident)
    if incident.links.filter(pk=link.pk).delete()[0]:
        touch(incident)
        record("incident.link_removed", incident, by=by, data={"kind": link.kind, "label": link.label, "url": link.url})
    return incident


@transaction.atomic
def relate(
    incident: Incident, *, by: User, other: Incident, kind: str = "similar", reason: str = ""
) -> IncidentRelation:
    """Say that two incidents are related, and why; both show it. The caller made sure that `by` can see both."""
    policy.require("incidents.edit", by, incident)
    if incident.pk == other.pk:
        raise Refused("An incident is not related to itself.")
    if not reason.strip():
        raise Refused("Say in a sentence how the two are related.")
    # In the order of their keys, so that two people relating the same pair do not wait for each other for ever.
    ends = {pk: Incident.objects.locked(pk) for pk in sorted((incident.pk, other.pk))}
    between = Q(incident=incident, other=other) | Q(incident=other, other=incident)
    if IncidentRelation.objects.filter(between).exists():
        raise Refused("These two incidents are already related.")
    relation: IncidentRelation = IncidentRelation.objects.create(
        incident=incident, other=other, kind=kind, reason=reason.strip(), added_by=by
    )
    for end in ends.values():
        touch(end)
        record("incident.related", end, by=by, data={"kind": kind})
    return relation


@transaction.atomic
def unrelate(relation: IncidentRelation, *, by: User) -> Incident:
    policy.require("incidents.edit", by, relation.incident)
    ends = {pk: Incident.objects.locked(pk) for pk in sorted((relation.incident_id, relation.other_id))}
    if IncidentRelation.objects.filter(pk=relation.pk).delete()[0]:
        for end in ends.values():
            touch(end)
            record("incident.unrelated", end, by=by, data={"kind": relation.kind})
    return ends[relation.incident_id]
