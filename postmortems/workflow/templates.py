from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from incidents.models import Incident
from postmortems.models import Template, TemplateSection, TemplateVersion
from postmortems.supplied import TEMPLATES, Supplied, SuppliedSection


@transaction.atomic
def supply() -> list[TemplateVersion]:
    """Bring the supplied templates up to this release's wording; answers the versions added, none when nothing changed.

    A reworded template gets a new version, and write-ups keep theirs. It is left alone when it was edited here since,
    and when it was archived.
    """
    return [version for order, supplied in enumerate(TEMPLATES) if (version := _supply(supplied, order))]


def _supply(supplied: Supplied, order: int) -> TemplateVersion | None:
    template, _ = Template.objects.select_for_update().get_or_create(
        slug=supplied.slug,
        defaults={
            "name": supplied.name,
            "purpose": supplied.purpose,
            "visibility": supplied.visibility,
            "order": order,
        },
    )
    newest = template.versions.order_by("-number").prefetch_related("sections").first()
    if newest and (template.archived_at or newest.created_by_id or _wording_hash(newest) == supplied.wording_hash()):
        return None
    number = (template.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    version = TemplateVersion.objects.create(template=template, number=number, checklist=list(supplied.checklist))
    TemplateSection.objects.bulk_create(
        TemplateSection(version=version, order=place, **asdict(section))
        for place, section in enumerate(supplied.sections)
    )
    return version


def _wording_hash(version: TemplateVersion) -> str:
    names = SuppliedSection.__dataclass_fields__
    sections = tuple(SuppliedSection(**{name: getattr(row, name) for name in names}) for row in version.sections.all())
    return Supplied("", "", "", sections, tuple(version.checklist)).wording_hash()


def fitting(incident: Incident) -> tuple[str, str]:
    """Slug of the template that fits the incident, and the sentence that says why."""
    if incident.kind == Incident.Kind.SECURITY:
        return "security", "It is a security incident, so only the people listed on it should read the write-up."
    if incident.is_near_miss:
        return "near-miss", "It is a near miss: what matters is what almost happened and what stopped it."
    if incident.decision == Incident.Decision.LIGHT:
        return "light", "A light write-up was decided on."
    if incident.decision == Incident.Decision.FULL:
        return "standard", "A full write-up was decided on."
    return "standard", "It fits most incidents. Take Light when one page will do."
