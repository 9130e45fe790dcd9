"""A write-up that was written elsewhere: laid out as it is given, a draft or published as it came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from activity.workflow import follow
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from live import store
from postmortems import content
from postmortems.models import Postmortem, Revision, Section, Template
from postmortems.models.postmortem import SECTION_LIMIT
from postmortems.workflow import revisions
from postmortems.workflow.people import appoint
from postmortems.workflow.upkeep import note_readiness

FIELDS = ("key", "title", "block", "prose", "required", "order", "most_words", "guidance")


@transaction.atomic
def take_in(
    incident: Incident,
    *,
    by: User,
    title: str,
    template: Template,
    sections: Sequence[tuple[Mapping[str, Any], str]],
    authors: Sequence[User] = (),
    rows: Mapping[str, list[dict[str, Any]]] | None = None,
    source: str = "",
) -> Postmortem:
    """A draft with these sections, (fields of the row, text) each, whether or not the template has them.

    `rows` are figures, whys, factors, defences, mitigators and what-ifs in the shape that content.freeze gives them.
    """
    policy.require("postmortems.start", by, incident)
    incident = Incident.objects.locked(incident.pk)
    if Postmortem.objects.filter(incident=incident).exists():
        raise Refused("This incident has a write-up already.")
    if any(len(body) > SECTION_LIMIT for _, body in sections):
        raise Refused(f"A section holds up to {SECTION_LIMIT:,} characters.")
    bodies = {fields["key"]: body for fields, body in sections if fields["prose"]}
    postmortem = Postmortem.objects.create(
        incident=incident,
        document=store.create(bodies, author_id=by.pk),
        template_version=template.latest(),
        title=title.strip() or incident.title,
        started_by=by,
        started_at=clock.now(),
        is_imported=True,
    )
    _lay_out(postmortem, sections, by)
    if rows:
        revisions.lay_rows(postmortem, {**{name: [] for name in content.OWN_BLOCKS}, **rows})
    appoint(postmortem, list(authors) or [by], by=by)
    note_readiness(postmortem)
    follow(postmortem, by=by)
    record("postmortem.imported", postmortem, by=by, data={"source": source, "template": template.slug})
    return postmortem


def _lay_out(postmortem: Postmortem, sections: Sequence[tuple[Mapping[str, Any], str]], by: User) -> None:
    now = clock.now()
    Section.objects.bulk_create(
        Section(
            postmortem=postmortem,
            body=body,
            changed_at=now,
            changed_by=by if body else None,
            **{name: fields[name] for name in FIELDS},
        )
        for fields, body in sections
    )


@transaction.atomic
def publish_as_imported(postmortem: Postmortem, *, by: User, at: datetime | None = None) -> Postmortem:
    """Open it to its readers as it came: it was reviewed elsewhere, if at all. No gate is asked, and nobody is told.

    `at` is when it was published there; never before it could have been.
    """
    policy.require("postmortems.start", by, postmortem.incident)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if postmortem.published_at is not None or postmortem.state != Postmortem.State.DRAFT:
        raise Refused("Only a draft that was never published can be published as imported.")
    now = clock.now()
    text = content.freeze(postmortem)
    note = "Imported as it was published elsewhere."
    revision = revisions.take(postmortem, by=by, reason=Revision.Reason.PUBLISHED, note=note, text=text)
    store.lock(postmortem.document_id)
    postmortem.revision, postmortem.summary = revision, content.summary(text)
    postmortem.published_at = min(at, now) if at else now
    postmortem.state, postmortem.changed_at = Postmortem.State.PUBLISHED, now
    postmortem.version += 1
    postmortem.save(
        update_fields=["revision", "summary", "published_at", "state", "changed_at", "version"],
    )
    record("postmortem.published_as_imported", postmortem, by=by, data={"revision": revision.number})
    return postmortem
