"""The failure modes that administrators maintain: tags of one kind, with a description and words that suggest them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.models import Follow
from activity.record import record
from activity.subjects import label_of
from incidents.models import Incident, Tag
from incidents.supplied import FAILURE_MODES
from incidents.workflow.changes import bump
from kit import clock
from kit.errors import Refused, Stale

KIND = Tag.Kind.FAILURE_MODE
MOST_TERMS = 40


def supply_modes() -> None:
    """Those that Debrief comes with, while there is none at all: what an organisation made of them stays."""
    if Tag.objects.filter(kind=KIND).exclude(terms=[]).exists():
        return
    for order, (name, (description, terms)) in enumerate(FAILURE_MODES.items(), 1):
        given = {"description": description, "terms": list(terms), "order": order}
        same = Tag.objects.filter(kind=KIND, name__iexact=name)
        if not same.update(**given):
            Tag.objects.create(kind=KIND, name=name, **given)


@transaction.atomic
def add_mode(*, by: User, name: str, description: str = "", terms: Sequence[str] = ()) -> Tag:
    rows = _settled(by)
    name = _require_new(rows, name)
    order = max((row.order for row in rows), default=0) + 1
    mode: Tag = Tag.objects.create(
        kind=KIND, name=name, description=description.strip(), terms=_terms(terms), order=order
    )
    record("mode.added", mode, by=by, data={"name": mode.name})
    return mode


@transaction.atomic
def edit_mode(mode: Tag, *, by: User, version: int, name: str, description: str = "", terms: Sequence[str] = ()) -> Tag:
    """Another name for the same failure mode, wherever it stands. What was published keeps the name it had.

    Raises Stale, with the mode as it is now, when it was changed since `version`.
    """
    rows = _settled(by)
    mode = _among(rows, mode)
    if mode.version != version:
        raise Stale("Somebody changed this failure mode while you were editing. Compare, then save again.", mode)
    before = mode.name
    mode.name = _require_new([row for row in rows if row.pk != mode.pk], name)
    mode.description, mode.terms, mode.version = description.strip(), _terms(terms), mode.version + 1
    mode.save(update_fields=["name", "description", "terms", "version"])
    record("mode.edited", mode, by=by, data={"name": mode.name, "before": before})
    return mode


@transaction.atomic
def move_mode(mode: Tag, *, by: User, up: bool) -> Tag:
    """One place up or down among those in use."""
    rows = [row for row in _settled(by) if row.archived_at is None and row.merged_into_id is None]
    mode = _among(rows, mode)
    place = rows.index(mode)
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        for order, row in enumerate(rows, 1):
            row.order = order
        Tag.objects.bulk_update(rows, ["order"])
        record("mode.moved", mode, by=by, data={"name": mode.name})
    return mode


@transaction.atomic
def retire_mode(mode: Tag, *, by: User) -> Tag:
    """Not offered any more; incidents that have it keep it."""
    mode = _among(_settled(by), mode)
    if mode.archived_at is None:
        mode.archived_at = clock.now()
        mode.save(update_fields=["archived_at"])
        record("mode.retired", mode, by=by, data={"name": mode.name})
    return mode


@transaction.atomic
def restore_mode(mode: Tag, *, by: User) -> Tag:
    mode = _among(_settled(by), mode)
    if mode.archived_at is not None:
        mode.archived_at = None
        mode.save(update_fields=["archived_at"])
        record("mode.restored", mode, by=by, data={"name": mode.name})
    return mode


@transaction.atomic
def merge_mode(mode: Tag, *, by: User, into: Tag) -> Tag:
    """Two names for one thing: what is tagged with `mode` goes over to `into`, with followers; its name leads there.

    Each incident's record says so. Revisions and records keep the words they were written with.
    """
    rows = _settled(by)
    mode, into = _among(rows, mode), _among(rows, into)
    if mode.pk == into.pk:
        raise Refused("A failure mode cannot be merged into itself.")
    if mode.merged_into is not None:
        raise Refused(f"{mode.name} was merged into {mode.merged_into.name} already.")
    if into.merged_into_id is not None or into.archived_at is not None:
        raise Refused(f"{into.name} is not in use any more. Choose one that is.")
    incidents = list(Incident.objects.filter(tags=mode).order_by("pk").select_for_update(of=("self",)))
    for incident in incidents:
        incident.tags.add(into)
        incident.tags.remove(mode)
        bump(incident)
        record("incident.mode_merged", incident, by=by, data={"before": mode.name, "name": into.name})
    _retag(mode, into)
    follows = Follow.objects.of(mode)
    known = Follow.objects.of(into).values("user")
    follows.exclude(user__in=known).update(subject_type=label_of(into), subject_id=into.pk)
    follows.delete()
    Tag.objects.filter(merged_into=mode).update(merged_into=into)
    mode.merged_into, mode.version = into, mode.version + 1
    mode.save(update_fields=["merged_into", "version"])
    into.terms = _terms([*into.terms, *mode.terms])
    into.save(update_fields=["terms"])
    record("mode.merged", into, by=by, data={"name": mode.name, "into": into.name})
    return into


def _retag(mode: Tag, into: Tag) -> None:
    """What apps above tag, known here by the relation only."""
    for relation in Tag._meta.related_objects:
        if relation.many_to_many and relation.related_model is not Incident:
            field: Any = relation.field
            rows, tagged = field.remote_field.through.objects, f"{field.m2m_field_name()}_id"
            known = rows.filter(tag=into).values(tagged)
            rows.filter(tag=mode).exclude(**{f"{tagged}__in": known}).update(tag=into)
            rows.filter(tag=mode).delete()


def _settled(by: User) -> list[Tag]:
    """All of them, locked in one order."""
    policy.require("incidents.edit_modes", by)
    return list(Tag.objects.of_kind(KIND).select_for_update().order_by("order", "name", "pk"))


def _among(rows: list[Tag], mode: Tag) -> Tag:
    return next(row for row in rows if row.pk == mode.pk)


def _require_new(rows: list[Tag], name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Refused("A failure mode needs a name.")
    for row in rows:
        if row.name.casefold() == name.casefold():
            where = f", an older name of {row.merged_into.name}" if row.merged_into else ""
            raise Refused(f"There is already a failure mode {row.name}{where}.")
    return name


def _terms(given: Sequence[str]) -> list[str]:
    """In small letters, each once."""
    return list(dict.fromkeys(" ".join(term.lower().split())[:60] for term in given if term.strip()))[:MOST_TERMS]
