"""From what was chosen to incidents, timelines, write-ups and actions."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from exchange.models import Import, ImportedFile
from exchange.workflow.receiving import touched
from exchange.workflow.taking_in import take_in
from kit import clock
from kit.errors import Refused

State = ImportedFile.State


@transaction.atomic
def start_saving(batch: Import, *, by: User, options: dict[str, Any]) -> int:
    """Mark every file that is to be saved; `options` hold for each that does not say otherwise itself.

    Answers how many. A second press of the button marks nothing.
    """
    policy.require("exchange.import", by)
    batch = Import.objects.locked(batch.pk)
    if batch.state != Import.State.READY:
        return 0
    chosen = list(ImportedFile.objects.select_for_update().filter(batch=batch, state__in=[State.READ, State.FAILED]))
    chosen = [file for file in chosen if file.understood]
    if not chosen:
        raise Refused("Every file is left out. Take one in first.")
    for file in chosen:
        file.choices = {**options, **file.choices}
        file.state, file.problem = State.CHOSEN, ""
    ImportedFile.objects.bulk_update(chosen, ["choices", "state", "problem"], batch_size=200)
    touched(batch, Import.State.SAVING)
    record("import.confirmed", batch, by=by, data={"files": len(chosen)})
    return len(chosen)


def save_chosen(batch_id: int) -> int:
    """Save the files that were chosen, each whole or not at all: a killed worker leaves the rest waiting."""
    count = 0
    while save_one(batch_id):
        count += 1
    return count


@transaction.atomic
def save_one(batch_id: int) -> bool:
    """Whether there was one to save; after the last, the batch is done."""
    rows = ImportedFile.objects.select_related("batch__by").select_for_update(of=("self",), skip_locked=True)
    file = rows.filter(batch=batch_id, state=State.CHOSEN).first()
    if file is None:
        _finish(batch_id)
        return False
    try:
        with transaction.atomic():
            file.incident = take_in(file, by=file.batch.by)
        file.state, file.problem = State.SAVED, ""
    except (Refused, PermissionDenied) as error:
        file.state, file.problem = State.FAILED, str(error)[:500]
    file.changed_at = clock.now()
    file.save(update_fields=["state", "problem", "incident", "changed_at"])
    return True


def _finish(batch_id: int) -> None:
    batch = Import.objects.select_for_update().filter(pk=batch_id, state=Import.State.SAVING).first()
    if batch is None or ImportedFile.objects.filter(batch=batch_id, state=State.CHOSEN).exists():
        return
    is_whole = not ImportedFile.objects.filter(batch=batch_id, state__in=[State.READ, State.FAILED]).exists()
    touched(batch, Import.State.DONE if is_whole else Import.State.READY)
