from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from activity.record import record
from postmortems.models import Mitigator, Postmortem
from postmortems.workflow import rows
from postmortems.workflow.editing import change, opened_row, touched

FIELDS = ("text", "effect")


@transaction.atomic
def add_mitigator(
    postmortem: Postmortem,
    *,
    by: User,
    text: str,
    effect: str = "",
    once: str = "",
) -> Mitigator:
    mitigator, is_new = rows.made(Mitigator, postmortem, by=by, once=once, text=text, effect=effect)
    if is_new:
        record("mitigator.added", mitigator.postmortem, by=by, data={"text": mitigator.text})
    return mitigator


@transaction.atomic
def edit_mitigator(mitigator: Mitigator, *, by: User, version: int, **changes: Any) -> Mitigator:
    """Raises Stale, with the row as it is now, when it was changed since `version`."""
    mitigator = opened_row(mitigator, by, version)
    if differing := change(mitigator, changes, FIELDS):
        touched(mitigator.postmortem)
        record("mitigator.edited", mitigator.postmortem, by=by, data={"text": mitigator.text, "changed": differing})
    return mitigator


@transaction.atomic
def remove_mitigator(mitigator: Mitigator, *, by: User) -> Mitigator:
    mitigator = rows.gone(mitigator, by=by)
    record("mitigator.removed", mitigator.postmortem, by=by, data={"text": mitigator.text})
    return mitigator


@transaction.atomic
def restore_mitigator(mitigator: Mitigator, *, by: User) -> Mitigator:
    mitigator, was_removed = rows.back(mitigator, by=by)
    if was_removed:
        record("mitigator.restored", mitigator.postmortem, by=by, data={"text": mitigator.text})
    return mitigator
