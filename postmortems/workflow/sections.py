from __future__ import annotations

from django.db import transaction

from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused, Stale
from live import store
from postmortems.models import Postmortem, Section, SectionConflict
from postmortems.models.postmortem import SECTION_LIMIT
from postmortems.workflow.editing import opened, touched
from postmortems.workflow.keeping import exact


def save_section(postmortem: Postmortem, *, by: User, key: str, body: str, base: str) -> Section:
    """Put what changed between `base`, the text as it was shown, and `body` into the text as it is now.

    Raises Stale when somebody else changed the same words since. Theirs stay, and this text is kept as a
    SectionConflict, which the error carries as `current`; it is committed before the error is raised, so call this
    outside a transaction that the error would roll back.
    """
    saved = _save(postmortem, by=by, key=key, body=body, base=base)
    if isinstance(saved, SectionConflict):
        whose = f"@{saved.section.changed_by.handle}" if saved.section.changed_by else "Somebody else"
        raise Stale(f"{whose} changed the same words of this section. Your text is kept beside theirs.", saved)
    return saved


@transaction.atomic
def _save(postmortem: Postmortem, *, by: User, key: str, body: str, base: str) -> Section | SectionConflict:
    postmortem = exact(opened(postmortem, by))
    section = _section(postmortem, key=key)
    body = _checked(section, body)
    if section.body != body and not _merged(postmortem, section, by=by, base=base, mine=body):
        return _set_aside(section, body, by=by)
    exact(postmortem)
    return _section(postmortem, key=key)


def _section(postmortem: Postmortem, **lookup: object) -> Section:
    section: Section = Section.objects.select_related("changed_by", "postmortem__incident").get(
        postmortem=postmortem, **lookup
    )
    return section


def _checked(section: Section, body: str) -> str:
    body = _plain(body)
    if len(body) > SECTION_LIMIT:
        raise Refused(_too_long(len(body)))
    if not section.prose:
        raise Refused(f"“{section.title}” has no text of its own: it shows its rows.")
    return body


def _plain(text: str) -> str:
    """Browsers send two characters for one line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _too_long(length: int) -> str:
    return (
        f"A section holds up to {SECTION_LIMIT:,} characters, and this text has {length:,}. "
        "Move detail into a linked document."
    )


def _merged(postmortem: Postmortem, section: Section, *, by: User, base: str, mine: str) -> bool:
    """Whether all of it found its place; otherwise nothing is written.

    Two people who began an empty section at once have written two texts, which no words hold together.
    """
    if not base.strip() and section.body.strip():
        return False
    try:
        with transaction.atomic():
            outcome = store.merge(postmortem.document_id, section.key, base=_plain(base), mine=mine, author_id=by.pk)
            if not outcome.clean:
                transaction.set_rollback(True)
    except store.Full:
        raise Refused(_too_long(len(section.body) + len(mine) - len(base))) from None
    return outcome.clean


def _set_aside(section: Section, body: str, *, by: User) -> SectionConflict:
    """The same text sent again, by an impatient click or a retry, is set aside once."""
    open_ones = SectionConflict.objects.filter(section=section, by=by, body=body, settled_at__isnull=True)
    if conflict := open_ones.first():
        conflict.section = section
        return conflict
    conflict = SectionConflict.objects.create(
        section=section, postmortem=section.postmortem, body=body, by=by, at=clock.now()
    )
    record("section.conflicted", section.postmortem, by=by, data=_data(section))
    return conflict


def settle_conflict(
    conflict: SectionConflict, *, by: User, body: str | None = None, base: str | None = None
) -> Section:
    """Keep the text that is saved (no body), or write this one over it: one of the two, or both merged.

    Whatever is not kept stays readable as a settled conflict. `base` is the section's text as the merger saw it; what
    others wrote since is kept too, and where it clashes, the merged text becomes a conflict itself and Stale is raised,
    as in save_section. Without a base the text replaces whatever is there.
    """
    settled = _settle(conflict, by=by, body=body, base=base)
    if isinstance(settled, SectionConflict):
        raise Stale("The section was changed again while you merged. Your merged text is kept beside it.", settled)
    return settled


@transaction.atomic
def _settle(conflict: SectionConflict, *, by: User, body: str | None, base: str | None) -> Section | SectionConflict:
    postmortem = exact(opened(conflict.postmortem, by))
    section = _section(postmortem, pk=conflict.section_id)
    conflict = SectionConflict.objects.locked(conflict.pk)
    if conflict.settled_at is not None:
        raise Refused("This was settled already. Both texts are kept under “Texts set aside”.")
    if body is not None:
        body, seen = _checked(section, body), section.body if base is None else base
        if body != section.body and not _merged(postmortem, section, by=by, base=seen, mine=body):
            return _set_aside(section, body, by=by)
        _spare(section, body, spare=conflict.body, by=by)
    conflict.settled_at = clock.now()
    conflict.save(update_fields=["settled_at"])
    touched(exact(postmortem))
    record("section.merged", postmortem, by=by, data={**_data(section), "kept": body is None})
    return _section(postmortem, pk=section.pk)


def _spare(section: Section, body: str, *, spare: str, by: User) -> None:
    """Set the text aside that a merged one replaces, so that its author can still find it."""
    if section.body.strip() and section.body not in (body, spare):
        SectionConflict.objects.create(
            section=section,
            postmortem=section.postmortem,
            body=section.body,
            by=section.changed_by or by,
            at=section.changed_at,
            settled_at=clock.now(),
        )


def _data(section: Section) -> dict[str, str]:
    return {"section": section.key, "title": section.title}
