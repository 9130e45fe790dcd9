from __future__ import annotations

from dataclasses import asdict

from django.db import transaction
from django.db.models import Max

from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from postmortems import serving
from postmortems.models import Template, TemplateSection, TemplateVersion
from postmortems.supplied import TEMPLATES, Supplied, SuppliedSection


@transaction.atomic
def supply() -> list[TemplateVersion]:
    """Bring the supplied templates up to this release's wording; answers the versions added, none when nothing changed.

    A reworded template gets a new version, and write-ups keep theirs. It is left alone when it was edited here since,
    and when it was archived.
    """
    return [version for supplied in TEMPLATES if (version := _supply(supplied))]


def _supply(supplied: Supplied) -> TemplateVersion | None:
    template, _ = Template.objects.select_for_update().get_or_create(
        slug=supplied.slug,
        defaults={
            "name": supplied.name,
            "purpose": supplied.purpose,
            "visibility": supplied.visibility,
            "kinds": list(supplied.kinds),
            "order": last_place() + 1,
        },
    )
    newest = template.versions.order_by("-number").prefetch_related("sections").first()
    if newest and (template.archived_at or newest.created_by_id or _wording_hash(newest) == supplied.wording_hash()):
        return None
    version = TemplateVersion.objects.create(
        template=template, number=newest.number + 1 if newest else 1, checklist=list(supplied.checklist)
    )
    TemplateSection.objects.bulk_create(
        TemplateSection(version=version, order=place, **asdict(section))
        for place, section in enumerate(supplied.sections)
    )
    version.published_at = clock.now()
    version.save(update_fields=["published_at"])
    return version


def last_place() -> int:
    """In the order of precedence; -1 while there is no template."""
    last: int | None = Template.objects.aggregate(last=Max("order"))["last"]
    return -1 if last is None else last


def _wording_hash(version: TemplateVersion) -> str:
    names = SuppliedSection.__dataclass_fields__
    sections = tuple(SuppliedSection(**{name: getattr(row, name) for name in names}) for row in version.sections.all())
    return Supplied("", "", "", sections, tuple(version.checklist)).wording_hash()


def fitting(incident: Incident) -> tuple[str, str]:
    """Slug of the template that fits the incident, and the sentence that says why.

    Of those in use, in their order: one that serves the kind; the one that was decided on; one that serves the
    severity alone; Standard; whichever is first. Raises Refused when all are archived.
    """
    templates = list(Template.objects.current())
    if not templates:
        raise Refused("Every template is archived. Ask an administrator to bring one back.")
    claim = serving.serving(templates, incident.kind, incident.severity)
    if claim is not None and claim.kinds:
        return claim.slug, f"It serves {serving.said(claim)}."
    by_slug = {template.slug: template for template in templates}
    if incident.decision == Incident.Decision.LIGHT and "light" in by_slug:
        return "light", "A light write-up was decided on."
    if incident.decision == Incident.Decision.FULL and "standard" in by_slug:
        return "standard", "A full write-up was decided on."
    if claim is not None:
        return claim.slug, f"It serves {serving.said(claim)}."
    if "standard" in by_slug:
        return "standard", "It fits most incidents. Take Light when one page will do."
    return templates[0].slug, "It comes first in the order of templates."
