"""Moving a draft to a newer version of its template, while people type in it."""

from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit.errors import Refused, Stale
from live import rights, store
from postmortems import moving
from postmortems.draft import Draft
from postmortems.models import Postmortem, TemplateVersion
from postmortems.workflow.editing import touched
from postmortems.workflow.keeping import exact
from postmortems.workflow.regaining import begin

MOVABLE = (Postmortem.State.DRAFT, Postmortem.State.CHANGES_REQUESTED)
ROWS = {"impact": ("figures",), "whys": ("whys",), "factors": ("factors",)} | {
    "defences": ("defences", "mitigators"),
    "whatifs": ("whatifs",),
    "timeline": ("entries",),
    "actions": ("actions",),
    "related": ("related",),
}


def versions_ahead(postmortem: Postmortem) -> list[TemplateVersion]:
    """Newer versions it can be moved to, the newest first; none unless it is a draft."""
    if postmortem.state not in MOVABLE:
        return []
    present = postmortem.template_version
    newer = TemplateVersion.objects.published().filter(template=present.template_id, number__gt=present.number)
    return list(newer.select_related("template").order_by("-number"))


def moves(postmortem: Postmortem, version: TemplateVersion) -> list[moving.Step]:
    """What would happen to each section now."""
    draft = Draft(postmortem)
    rows = draft.rows
    aside = {row.key for row in [*rows["conflicts"], *rows["aside"]]}
    texts = {section.key for section in draft.sections if section.body.strip()} | aside
    blocks = {block for block, names in ROWS.items() if any(rows[name] for name in names)}
    return moving.plan(draft.sections, list(version.sections.all()), texts=texts, blocks=blocks)


@transaction.atomic
def move_to_version(postmortem: Postmortem, *, by: User, version: TemplateVersion, seen: str = "") -> Postmortem:
    """Lay the draft out as the version says; whoever types in it goes on typing.

    `seen` is the fingerprint of what was confirmed: raises Stale when something else would happen by now.
    """
    policy.require("postmortems.move_to_version", by, postmortem)
    postmortem = exact(Postmortem.objects.locked(postmortem.pk))
    before = postmortem.template_version
    if before.pk == version.pk:
        return postmortem
    _require_movable(postmortem, before, version)
    steps = moves(postmortem, version)
    if seen and seen != moving.fingerprint(steps):
        raise Stale("Somebody wrote in it since you looked. See again what will happen.", postmortem)
    _lay_out_anew(postmortem, steps)
    postmortem.template_version = version
    postmortem.save(update_fields=["template_version"])
    touched(postmortem)
    # Whoever has it open may type into the new sections from now on.
    rights.changed(postmortem.document_id)
    fates = {fate: [step.title for step in steps if step.fate == fate] for fate in ("added", "left", "removed")}
    data = {"template": str(version.template), "before": before.number, "after": version.number, **fates}
    record("postmortem.moved_to_version", postmortem, by=by, data=data)
    return postmortem


def _require_movable(postmortem: Postmortem, before: TemplateVersion, version: TemplateVersion) -> None:
    if postmortem.state not in MOVABLE:
        raise Refused("Only a draft can be moved: reviewers and readers have this one as it is.")
    if version.template_id != before.template_id or version.published_at is None:
        raise Refused("That is no version of this write-up's template.")
    if version.number < before.number:
        raise Refused(f"It has version {before.number} already, which is newer.")


def _lay_out_anew(postmortem: Postmortem, steps: list[moving.Step]) -> None:
    present = {section.key: section for section in postmortem.sections.all()}
    # A text may be there from a time when the write-up had that section.
    texts = store.texts(postmortem.document_id)
    for order, step in enumerate(steps):
        section = present.get(step.key)
        if step.fate == "removed" and section is not None:
            section.delete()
        elif section is None:
            begin(postmortem, step.fields, texts.get(step.key, ""), order)
        else:
            for name, value in step.fields.items():
                setattr(section, name, value)
            section.order = order
            section.body = texts.get(step.key, "") if section.prose else section.body
            section.save(update_fields=[*step.fields, "order", "body"])
