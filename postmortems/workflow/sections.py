from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts.models import User
from activity.models import Activity
from activity.record import record
from kit import clock
from kit.errors import Refused, Stale
from postmortems.models import Postmortem, Section, SectionConflict
from postmortems.models.postmortem import SECTION_LIMIT
from postmortems.workflow.editing import opened, touched

# Autosave writes every other second; the record says once per spell that somebody wrote.
SPELL = timedelta(minutes=15)


def save_section(postmortem: Postmortem, *, by: User, key: str, body: str, version: int) -> Section:
    """Write the text of a section that is still at `version`.

    Raises Stale when somebody else saved another text since. Theirs stays, and this one is kept as a SectionConflict,
    which the error carries as `current`; it is committed before the error is raised, so call this outside a
    transaction that the error would roll back.
    """
    saved = _save(postmortem, by=by, key=key, body=body, version=version)
    if isinstance(saved, SectionConflict):
        whose = f"@{saved.section.changed_by.handle}" if saved.section.changed_by else "Somebody else"
        raise Stale(f"{whose} saved another text of this section. Yours is kept beside it.", saved)
    return saved


@transaction.atomic
def _save(postmortem: Postmortem, *, by: User, key: str, body: str, version: int) -> Section | SectionConflict:
    postmortem = opened(postmortem, by)
    section: Section = (
        Section.objects.select_related("changed_by").select_for_update(of=("self",)).get(postmortem=postmortem, key=key)
    )
    body = _checked(section, body)
    if section.body == body:
        return section
    if section.version != version:
        return _set_aside(section, body, by=by, base_version=version)
    _write(section, body, by=by)
    touched(postmortem)
    return section


def _checked(section: Section, body: str) -> str:
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    if len(body) > SECTION_LIMIT:
        raise Refused(
            f"A section holds up to {SECTION_LIMIT:,} characters, and this text has {len(body):,}. "
            "Move detail into a linked document."
        )
    if not section.prose:
        raise Refused(f"“{section.title}” has no text of its own: it shows its rows.")
    return body


def _write(section: Section, body: str, *, by: User) -> None:
    now = clock.now()
    section.body, section.changed_by, section.changed_at = body, by, now
    section.version += 1
    section.save(update_fields=["body", "changed_by", "changed_at", "version"])
    said = Activity.objects.about(section.postmortem).filter(
        verb="section.written", actor=by, data__section=section.key, at__gt=now - SPELL
    )
    if not said.exists():
        record("section.written", section.postmortem, by=by, data=_data(section))


def _set_aside(section: Section, body: str, *, by: User, base_version: int) -> SectionConflict:
    """The same text sent again, by an impatient click or a retry, is set aside once."""
    open_ones = SectionConflict.objects.filter(section=section, by=by, body=body, settled_at__isnull=True)
    if conflict := open_ones.first():
        conflict.section = section
        return conflict
    conflict = SectionConflict.objects.create(
        section=section, postmortem=section.postmortem, body=body, base_version=base_version, by=by, at=clock.now()
    )
    record("section.conflicted", section.postmortem, by=by, data=_data(section))
    return conflict


def settle_conflict(
    conflict: SectionConflict, *, by: User, body: str | None = None, version: int | None = None
) -> Section:
    """Keep the text that is saved (no body), or write this one over it: one of the two, or both merged.

    Whatever is not kept stays readable as a settled conflict. `version` is the section's as the merger saw it; when it
    has moved on, the merged text becomes a conflict itself and Stale is raised, as in save_section.
    """
    settled = _settle(conflict, by=by, body=body, version=version)
    if isinstance(settled, SectionConflict):
        raise Stale("The section was saved again while you merged. Your merged text is kept beside it.", settled)
    return settled


@transaction.atomic
def _settle(conflict: SectionConflict, *, by: User, body: str | None, version: int | None) -> Section | SectionConflict:
    postmortem = opened(conflict.postmortem, by)
    section: Section = (
        Section.objects.select_related("changed_by").select_for_update(of=("self",)).get(pk=conflict.section_id)
    )
    conflict = SectionConflict.objects.locked(conflict.pk)
    if conflict.settled_at is not None:
        raise Refused("This was settled already. Both texts are kept under “Texts set aside”.")
    if body is not None:
        body = _checked(section, body)
        if version is not None and version != section.version and body != section.body:
            return _set_aside(section, body, by=by, base_version=version)
        _replace(section, body, by=by, spare=conflict.body)
        touched(postmortem)
    conflict.settled_at = clock.now()
    conflict.save(update_fields=["settled_at"])
    record("section.merged", postmortem, by=by, data={**_data(section), "kept": body is None})
    return section


def _replace(section: Section, body: str, *, by: User, spare: str) -> None:
    """Write the merged text; the one it replaces is set aside, so that its author can still find it."""
    if section.body.strip() and section.body not in (body, spare):
        SectionConflict.objects.create(
            section=section,
            postmortem=section.postmortem,
            body=section.body,
            base_version=section.version,
            by=section.changed_by or by,
            at=section.changed_at,
            settled_at=clock.now(),
        )
    if section.body != body:
        _write(section, body, by=by)


def _data(section: Section) -> dict[str, str]:
    return {"section": section.key, "title": section.title}
