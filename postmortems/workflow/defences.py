from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from actions.models import Action
from activity.record import record
from kit.errors import Refused
from postmortems.models import Defence, Postmortem
from postmortems.workflow import rows
from postmortems.workflow.editing import change, opened_row, touched

FIELDS = ("layer", "purpose", "outcome", "detail", "closed_by")


@transaction.atomic
def add_defence(
    postmortem: Postmortem,
    *,
    by: User,
    layer: str,
    purpose: str = "",
    outcome: str = Defence.Outcome.HOLE,
    detail: str = "",
    closed_by: Action | None = None,
    once: str = "",
) -> Defence:
    _require_own(closed_by, postmortem)
    defence, is_new = rows.made(
        Defence,
        postmortem,
        by=by,
        once=once,
        layer=layer,
        purpose=purpose,
        outcome=outcome,
        detail=detail,
        closed_by=closed_by,
    )
    if is_new:
        record("defence.added", defence.postmortem, by=by, data={"layer": defence.layer})
    return defence


@transaction.atomic
def edit_defence(defence: Defence, *, by: User, version: int, **changes: Any) -> Defence:
    """Raises Stale, with the row as it is now, when it was changed since `version`."""
    defence = opened_row(defence, by, version)
    _require_own(changes.get("closed_by"), defence.postmortem)
    if differing := change(defence, changes, FIELDS):
        touched(defence.postmortem)
        record("defence.edited", defence.postmortem, by=by, data={"layer": defence.layer, "changed": sorted(differing)})
    return defence


@transaction.atomic
def remove_defence(defence: Defence, *, by: User) -> Defence:
    defence = rows.gone(defence, by=by)
    record("defence.removed", defence.postmortem, by=by, data={"layer": defence.layer})
    return defence


@transaction.atomic
def restore_defence(defence: Defence, *, by: User) -> Defence:
    defence, was_removed = rows.back(defence, by=by)
    if was_removed:
        record("defence.restored", defence.postmortem, by=by, data={"layer": defence.layer})
    return defence


@transaction.atomic
def move_defence(defence: Defence, *, by: User, up: bool) -> Defence:
    """Change places with the layer before (or after) it."""
    defence = opened_row(defence, by)
    layers = list(Defence.objects.filter(postmortem=defence.postmortem_id))
    place = next(n for n, each in enumerate(layers) if each.pk == defence.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(layers):
        return defence
    layers.insert(other, layers.pop(place))
    for order, each in enumerate(layers):
        each.order = order
    Defence.objects.bulk_update(layers, ["order"])
    touched(defence.postmortem)
    record("defence.moved", defence.postmortem, by=by, data={"layer": defence.layer, "up": up})
    return layers[other]


def _require_own(action: Action | None, postmortem: Postmortem) -> None:
    if action is not None and action.incident_id != postmortem.incident_id:
        raise Refused(f"{action.code} belongs to another incident. Choose an action of this one.")
