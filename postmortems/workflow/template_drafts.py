"""The draft of a template's next version: its sections, its checklist, and its publication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts import policy
from accounts.models import User
from activity.once import claim, made, settle
from activity.record import record
from kit import clock, slugs
from kit.errors import Refused, Stale
from postmortems import layouts
from postmortems.models import Template, TemplateSection, TemplateVersion
from postmortems.workflow.editing import token_of
from postmortems.workflow.template_care import CHANGED, VERB, copy

SECTION_FIELDS = ("title", "guidance", "block", "prose", "required", "most_words")
MOST_SECTIONS = 40
GONE = "This draft was published or discarded since you opened it."


@transaction.atomic
def open_draft(template: Template, *, by: User) -> TemplateVersion:
    """The draft there is, or a new one with the newest wording.

    Sections of earlier versions come along as removed ones: they can be brought back, and their keys are never given
    to other sections.
    """
    policy.require(VERB, by)
    template = Template.objects.locked(template.pk)
    if (draft := template.draft) is not None:
        return draft
    number = template.versions.aggregate(last=Max("number"))["last"]
    newest = template.latest()
    draft = TemplateVersion.objects.create(
        template=template,
        number=number + 1,
        checklist=newest.checklist,
        created_by=by,
        created_at=clock.now(),
    )
    now, known = clock.now(), {}
    for section in TemplateSection.objects.filter(version__template=template).order_by("version__number"):
        known[section.key] = section
    TemplateSection.objects.bulk_create(
        copy(section, draft, removed_at=None if section.version_id == newest.pk else now) for section in known.values()
    )
    record("template.draft_opened", template, by=by, data={"number": draft.number})
    return draft


@transaction.atomic
def discard_draft(draft: TemplateVersion, *, by: User) -> None:
    """Refused for the first version of a template, which would be left without any."""
    draft = _opened(draft, by)
    if not draft.template.versions.published().exists():
        raise Refused("This template has no other version yet. Leave it as it is: it is not offered to anybody.")
    data = {"number": draft.number, "sections": layouts.layout(draft.sections.kept())}
    draft.delete()
    record("template.draft_discarded", draft.template, by=by, data=data)


@transaction.atomic
def add_section(draft: TemplateVersion, *, by: User, title: str, once: str = "", **fields: Any) -> TemplateSection:
    """At the end. Its key comes from the title once, and stays whatever the title becomes."""
    draft = _opened(draft, by)
    token = token_of("template-section", by, once)
    if not claim(token):
        return made(token, TemplateSection)
    rows = list(draft.sections.all())
    if sum(row.removed_at is None for row in rows) >= MOST_SECTIONS:
        raise Refused(f"A template has up to {MOST_SECTIONS} sections.")
    section = TemplateSection(
        version=draft,
        key=_free_key(title, {row.key for row in rows}),
        title=title,
        order=max((row.order for row in rows), default=-1) + 1,
        **_known(fields),
    )
    _require_fitting(section, rows)
    section.save()
    settle(token, section)
    record("template.section_added", draft.template, by=by, data=_data(draft, section))
    return section


@transaction.atomic
def edit_section(section: TemplateSection, *, by: User, edits: int, **changes: Any) -> TemplateSection:
    """Raises Stale when somebody else changed it since."""
    draft = _opened(section.version, by)
    section = TemplateSection.objects.locked(section.pk)
    if section.removed_at is not None:
        raise Stale("Somebody else removed this section since you opened it.", section)
    differing = {name: value for name, value in _known(changes).items() if getattr(section, name) != value}
    if not differing:
        return section
    if section.edits != edits:
        raise Stale(CHANGED, section)
    before = section.title
    for name, value in differing.items():
        setattr(section, name, value)
    section.edits += 1
    _require_fitting(section, draft.sections.all())
    section.save(update_fields=[*differing, "edits"])
    record(
        "template.section_edited",
        draft.template,
        by=by,
        data=_data(draft, section, before=before, fields=sorted(differing)),
    )
    return section


@transaction.atomic
def move_section(section: TemplateSection, *, by: User, up: bool) -> TemplateSection:
    """Change places with the one before (or after) it."""
    draft = _opened(section.version, by)
    rows = list(draft.sections.kept())
    place = next((n for n, row in enumerate(rows) if row.pk == section.pk), None)
    if place is None:
        raise Refused("Somebody else removed this section since you opened it.")
    other = place - 1 if up else place + 1
    if not 0 <= other < len(rows):
        return rows[place]
    moved = rows.pop(place)
    rows.insert(other, moved)
    for order, row in enumerate(rows):
        row.order = order
    TemplateSection.objects.bulk_update(rows, ["order"])
    record("template.section_moved", draft.template, by=by, data=_data(draft, moved, up=up))
    return moved


@transaction.atomic
def remove_section(section: TemplateSection, *, by: User) -> TemplateSection:
    draft = _opened(section.version, by)
    section = TemplateSection.objects.locked(section.pk)
    if section.removed_at is None:
        section.removed_at = clock.now()
        section.save(update_fields=["removed_at"])
        record("template.section_removed", draft.template, by=by, data=_data(draft, section))
    return section


@transaction.atomic
def bring_back_section(section: TemplateSection, *, by: User) -> TemplateSection:
    """At its old place when there is room in the order, under its old key."""
    draft = _opened(section.version, by)
    section = TemplateSection.objects.locked(section.pk)
    if section.removed_at is not None:
        section.removed_at = None
        _require_fitting(section, draft.sections.all())
        section.save(update_fields=["removed_at"])
        record("template.section_brought_back", draft.template, by=by, data=_data(draft, section))
    return section


@transaction.atomic
def edit_checklist(draft: TemplateVersion, *, by: User, checklist: Sequence[str], edits: int) -> TemplateVersion:
    """Raises Stale when somebody else changed it since."""
    draft = _opened(draft, by)
    if draft.checklist == list(checklist):
        return draft
    if draft.edits != edits:
        raise Stale(CHANGED, draft)
    draft.checklist, draft.edits = list(checklist), draft.edits + 1
    draft.save(update_fields=["checklist", "edits"])
    record("template.checklist_edited", draft.template, by=by, data={"number": draft.number, "checks": len(checklist)})
    return draft


@transaction.atomic
def publish_template(draft: TemplateVersion, *, by: User, note: str = "") -> TemplateVersion:
    """What write-ups begin with from now on; it never changes again. The first version brings its template into use."""
    draft = _opened(draft, by)
    if refusals := layouts.missing(draft.sections.kept(), draft.checklist):
        raise Refused(refusals)
    published = draft.template.versions.published().order_by("-number").first()
    if published is not None and layouts.same(published, draft):
        raise Refused(f"Nothing is different from version {published.number}.")
    draft.sections.filter(removed_at__isnull=False).delete()
    draft.note, draft.published_at = note.strip(), clock.now()
    draft.save(update_fields=["note", "published_at"])
    if published is None:
        draft.template.archived_at = None
        draft.template.save(update_fields=["archived_at"])
    record("template.published", draft.template, by=by, data={"number": draft.number, "note": draft.note})
    return draft


def _opened(draft: TemplateVersion, by: User) -> TemplateVersion:
    """Fresh, with its template locked: everything about one template happens one after the other."""
    policy.require(VERB, by)
    template = Template.objects.locked(draft.template_id)
    found: TemplateVersion | None = TemplateVersion.objects.filter(pk=draft.pk, published_at__isnull=True).first()
    if found is None:
        raise Refused(GONE)
    found.template = template
    return found


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    if unknown := set(fields) - set(SECTION_FIELDS):
        raise TypeError(f"A section has no {', '.join(sorted(unknown))} to change")
    return fields


def _require_fitting(section: TemplateSection, rows: Any) -> None:
    if not section.prose and not section.block:
        raise Refused("A section has a text, rows, or both.")
    others = [row for row in rows if row.pk != section.pk and row.removed_at is None]
    same = next((row for row in others if section.block and row.block == section.block), None)
    if same is not None:
        raise Refused(f"“{same.title}” shows {section.get_block_display().lower()} already. Rows are shown once.")


def _free_key(title: str, taken: set[str]) -> str:
    """Nor one that rules ask for by name, which only sections copied from a supplied template have."""
    return slugs.free(title, taken | layouts.MEANT, otherwise="section", room=34, between="_")


def _data(draft: TemplateVersion, section: TemplateSection, **more: Any) -> dict[str, Any]:
    return {"number": draft.number, "key": section.key, "title": section.title, **more}
