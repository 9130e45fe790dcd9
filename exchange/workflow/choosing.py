from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from exchange.models import Import, ImportedFile
from exchange.workflow.receiving import touched
from kit import clock
from kit.errors import Refused

State = ImportedFile.State
TOO_LATE = "This file is saved already. Edit the write-up that came of it."


@transaction.atomic
def choose(file: ImportedFile, *, by: User, choices: dict[str, Any]) -> ImportedFile:
    """Keep what a person decided about a file, over what was proposed."""
    file = _locked(file, by)
    file.choices = {**file.choices, **choices}
    file.state, file.changed_at = State.READ, clock.now()
    file.save(update_fields=["choices", "state", "changed_at"])
    return file


@transaction.atomic
def leave_out(file: ImportedFile, *, by: User, out: bool) -> ImportedFile:
    """Do not save this file, or do after all."""
    file = _locked(file, by)
    file.state, file.changed_at = State.SKIPPED if out else State.READ, clock.now()
    file.save(update_fields=["state", "changed_at"])
    return file


@transaction.atomic
def discard(batch: Import, *, by: User) -> None:
    """Throw away what was sent. Write-ups that came of it stay."""
    policy.require("exchange.import", by)
    batch = Import.objects.locked(batch.pk)
    if batch.state == Import.State.SAVING:
        raise Refused("It is being saved just now. Wait for it to end.")
    batch.delete()


def _locked(file: ImportedFile, by: User) -> ImportedFile:
    policy.require("exchange.import", by)
    batch = Import.objects.locked(file.batch_id)
    locked: ImportedFile = ImportedFile.objects.select_for_update().get(pk=file.pk)
    if locked.state in (State.SAVED, State.CHOSEN) or batch.state == Import.State.SAVING:
        raise Refused(TOO_LATE)
    if locked.state == State.WAITING:
        raise Refused("This file is still being read.")
    touched(batch)
    return locked
