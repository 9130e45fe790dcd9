"""Templates as a whole: what they are for, which goes first, and whether they are offered."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts import policy
from accounts.models import User
from activity.once import claim, made, settle
from activity.record import record
from kit import clock, slugs
from kit.errors import Refused, Stale
from postmortems.models import Template, TemplateSection, TemplateVersion
from postmortems.workflow.editing import token_of
from postmortems.workflow.templates import last_place

VERB = "postmortems.edit_templates"
EDITABLE = ("name", "purpose", "visibility", "kinds", "severities")
CHANGED = "Somebody else changed this since you opened it. Compare the two, then save again."
# Addresses that mean something else.
TAKEN = {"new"}


@transaction.atomic
def create_template(*, by: User, name: str, purpose: str, begins_as: Template, once: str = "") -> Template:
    """Archived until its first version is published. It begins with the sections and checklist of another."""
    policy.require(VERB, by)
    token = token_of("template", by, once)
    if not claim(token):
        return made(token, Template)
    _require_free(name)
    template = Template.objects.create(
        name=name,
        slug=slugs.free_in(Template.objects.all(), name, otherwise="template", beside=TAKEN),
        purpose=purpose,
        order=last_place() + 1,
        archived_at=clock.now(),
    )
    copied = begins_as.latest()
    version = TemplateVersion.objects.create(
        template=template, number=1, checklist=copied.checklist, created_by=by, created_at=clock.now()
    )
    TemplateSection.objects.bulk_create(copy(section, version) for section in copied.sections.all())
    settle(token, template)
    record("template.created", template, by=by, data={"name": name, "begins_as": begins_as.name})
    return template


def copy(section: TemplateSection, version: TemplateVersion, **others: Any) -> TemplateSection:
    names = ("key", "title", "guidance", "block", "prose", "required", "order", "most_words")
    return TemplateSection(version=version, **({name: getattr(section, name) for name in names} | others))


@transaction.atomic
def edit_template(template: Template, *, by: User, edits: int, **changes: Any) -> Template:
    """Takes effect at once, for write-ups that begin from now on. Its address stays when the name changes."""
    policy.require(VERB, by)
    if unknown := set(changes) - set(EDITABLE):
        raise TypeError(f"edit_template() does not change {', '.join(sorted(unknown))}")
    template = Template.objects.locked(template.pk)
    differing = {name: value for name, value in changes.items() if getattr(template, name) != value}
    if not differing:
        return template
    if template.edits != edits:
        raise Stale(CHANGED, template)
    if "name" in differing:
        _require_free(differing["name"], template)
    before = {name: getattr(template, name) for name in differing}
    for name, value in differing.items():
        setattr(template, name, value)
    template.edits += 1
    template.save(update_fields=[*differing, "edits"])
    data = {"changes": {name: [before[name], value] for name, value in differing.items()}}
    record("template.edited", template, by=by, data=data)
    return template


@transaction.atomic
def reorder_template(template: Template, *, by: User, up: bool) -> Template:
    """Change places with the one in use before (or after) it; nothing happens at the end of the order."""
    policy.require(VERB, by)
    rows = list(Template.objects.select_for_update().order_by("order"))
    template = next(each for each in rows if each.pk == template.pk)
    beside = [each for each in rows if each.archived_at is None and (each.order < template.order) == up]
    others = [each for each in beside if each.pk != template.pk]
    if not others:
        return template
    other = others[-1] if up else others[0]
    template.order, other.order = other.order, template.order
    Template.objects.bulk_update([template, other], ["order"])
    record("template.reordered", template, by=by, data={"up": up, "other": other.name})
    return template


@transaction.atomic
def archive_template(template: Template, *, by: User) -> Template:
    """No longer offered; write-ups keep it. Refused for the last one in use."""
    policy.require(VERB, by)
    rows = list(Template.objects.select_for_update().order_by("order"))
    template = next(each for each in rows if each.pk == template.pk)
    if template.archived_at is not None:
        return template
    if sum(each.archived_at is None for each in rows) == 1:
        raise Refused("This is the last template in use. Without one no write-up could be started.")
    template.archived_at = clock.now()
    template.save(update_fields=["archived_at"])
    record("template.archived", template, by=by)
    return template


@transaction.atomic
def restore_template(template: Template, *, by: User) -> Template:
    policy.require(VERB, by)
    template = Template.objects.locked(template.pk)
    if template.archived_at is None:
        return template
    if not template.versions.published().aggregate(last=Max("number"))["last"]:
        raise Refused("Publish its first version: that brings it into use.")
    template.archived_at = None
    template.save(update_fields=["archived_at"])
    record("template.restored", template, by=by)
    return template


def _require_free(name: str, own: Template | None = None) -> None:
    if Template.objects.filter(name__iexact=name).exclude(pk=own.pk if own else None).exists():
        raise Refused(f"There is a template called {name} already.")
