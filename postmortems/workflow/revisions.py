"""Freezing the write-up, and bringing a frozen text back."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts import policy
from accounts.models import User
from actions.models import Action
from activity.record import record
from kit import clock
from kit.errors import Refused
from live import crdt, store
from postmortems import content
from postmortems.models import Defence, ImpactFigure, Mitigator, Postmortem, Revision, WhatIf
from postmortems.workflow import standing
from postmortems.workflow.keeping import exact
from postmortems.workflow.returning import bring_back_factors, bring_back_whys


def take(
    postmortem: Postmortem, *, by: User, reason: str, note: str = "", text: content.Content | None = None
) -> Revision:
    """Freeze the present text as the next revision, and tell apart who contributes after it.

    The write-up must be locked, for it numbers its revisions, and its texts exact.
    """
    text = text if text is not None else content.freeze(postmortem)
    latest = postmortem.revisions.aggregate(number=Max("number"))["number"] or 0
    revision: Revision = Revision.objects.create(
        postmortem=postmortem,
        number=latest + 1,
        reason=reason,
        note=note.strip(),
        content=text,
        content_hash=content.content_hash(text),
        document_id=postmortem.document_id,
        head=store.mark(postmortem.document_id),
        by=by,
        at=clock.now(),
    )
    return revision


def take_if_new(postmortem: Postmortem, *, by: User, reason: str, note: str = "") -> Revision:
    """The newest revision when it already has the present text, otherwise a new one."""
    text = content.freeze(postmortem)
    newest = standing.newest(postmortem)
    if newest is not None and newest.content_hash == content.content_hash(text):
        return newest
    return take(postmortem, by=by, reason=reason, note=note, text=text)


@transaction.atomic
def restore(postmortem: Postmortem, *, by: User, revision: Revision) -> Postmortem:
    """Bring the texts and the write-up's own blocks of a revision back into the draft, whoever is typing in it.

    What there was before is frozen first. Timeline, milestones, actions and related incidents are the incident's and
    stay as they are. Refused while published, unless it is being amended.
    """
    postmortem = _opened(postmortem, revision, by)
    present = content.freeze(postmortem)
    if content.own_part(present) == content.own_part(revision.content):
        return postmortem
    before = _spared(postmortem, revision, by)
    postmortem = bring_back(postmortem, revision, by=by)
    standing.settle(postmortem)
    record("postmortem.restored", postmortem, by=by, data={"revision": revision.number, "before": before.number})
    return postmortem


@transaction.atomic
def restore_section(postmortem: Postmortem, *, by: User, revision: Revision, key: str) -> Postmortem:
    """Bring the text of one section back, under the same conditions."""
    postmortem = _opened(postmortem, revision, by)
    section = postmortem.sections.filter(key=key, prose=True).first()
    if section is None:
        raise Refused("This section has no text of its own: it shows its rows.")
    body = _bodies(revision).get(key, "")
    if section.body == body:
        return postmortem
    before = _spared(postmortem, revision, by)
    store.write(postmortem.document_id, key, body, author_id=by.pk)
    postmortem = exact(postmortem)
    standing.settle(postmortem)
    data = {"section": key, "title": section.title, "revision": revision.number, "before": before.number}
    record("section.brought_back", postmortem, by=by, data=data)
    return postmortem


def _opened(postmortem: Postmortem, revision: Revision, by: User) -> Postmortem:
    policy.require("postmortems.restore", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if not postmortem.is_editable:
        raise Refused("This write-up is published. Open an amendment, with a reason, to bring an earlier text back.")
    if revision.postmortem_id != postmortem.pk:
        raise Refused("That revision belongs to another write-up.")
    return exact(postmortem)


def _spared(postmortem: Postmortem, revision: Revision, by: User) -> Revision:
    note = f"Before revision {revision.number} was restored."
    return take_if_new(postmortem, by=by, reason=Revision.Reason.RESTORED, note=note)


def bring_back(postmortem: Postmortem, revision: Revision, *, by: User) -> Postmortem:
    """Write the revision's own blocks and texts over the present ones; what is typed from now on stays."""
    lay_rows(postmortem, revision.content)
    postmortem.title = revision.content["title"]
    postmortem.changed_at, postmortem.version = clock.now(), postmortem.version + 1
    postmortem.save(update_fields=["title", "changed_at", "version"])
    _bring_back_texts(postmortem, revision, by)
    return exact(postmortem)


def lay_rows(postmortem: Postmortem, text: content.Content) -> None:
    """The write-up's own blocks as that text has them, in the place of those there are."""
    postmortem.impact_figures.update(removed_at=clock.now())
    ImpactFigure.objects.bulk_create(
        ImpactFigure(postmortem=postmortem, order=place, **figure) for place, figure in enumerate(text["impact"])
    )
    bring_back_whys(postmortem, text["whys"])
    bring_back_factors(postmortem, text["factors"])
    _bring_back_defences(postmortem, text.get("defences", []))
    _bring_back_rows(postmortem, text)


def _bodies(revision: Revision) -> dict[str, str]:
    return {each["key"]: each["body"] for each in revision.content["sections"]}


def _bring_back_texts(postmortem: Postmortem, revision: Revision, by: User) -> None:
    bodies, keys = _bodies(revision), list(postmortem.sections.filter(prose=True).values_list("key", flat=True))

    here = set(postmortem.sections.values_list("key", flat=True))
    # A text whose section went with a move brings it back.
    keys += [key for key, body in bodies.items() if body.strip() and key not in here]

    def change(doc: Any) -> None:
        for key in keys:
            crdt.set_text(doc, key, bodies.get(key, ""))

    store.edit(postmortem.document_id, change, author_id=by.pk)


def _bring_back_defences(postmortem: Postmortem, defences: list[dict[str, Any]]) -> None:
    postmortem.defences.update(removed_at=clock.now())
    numbers = [each["closed_by"] for each in defences if each["closed_by"]]
    actions = {action.number: action for action in Action.objects.filter(number__in=numbers)}
    Defence.objects.bulk_create(
        Defence(postmortem=postmortem, order=place, **{**each, "closed_by": actions.get(each["closed_by"])})
        for place, each in enumerate(defences)
    )


def _bring_back_rows(postmortem: Postmortem, text: content.Content) -> None:
    """Rows that are nothing but their own words; revisions from before they existed have none."""
    kinds: dict[str, Any] = {"mitigators": Mitigator, "whatifs": WhatIf}
    for name, kind in kinds.items():
        getattr(postmortem, name).update(removed_at=clock.now())
        kind.objects.bulk_create(
            kind(postmortem=postmortem, order=place, **each) for place, each in enumerate(text.get(name, []))
        )
