from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from exchange.models import Import, ImportedFile
from exchange.own.reading import own_content
from exchange.reading.reader import read
from exchange.workflow.receiving import touched
from incidents.models import Incident
from kit import clock

State = ImportedFile.State
MOST_ATTEMPTS = 3


def read_waiting(batch_id: int) -> int:
    """Read the files of a batch that wait, each in a transaction of its own: a killed worker loses one at most.

    Two workers share the work; what one of them has taken, the other leaves alone.
    """
    count = 0
    while (pk := _begun(batch_id)) is not None:
        count += 1
        with transaction.atomic():
            if (file := _waiting(pk=pk)) is not None:
                look_at(file)
    _finish(batch_id)
    return count


def _waiting(**lookup: Any) -> ImportedFile | None:
    rows = ImportedFile.objects.select_for_update(skip_locked=True).filter(state=State.WAITING, **lookup)
    found: ImportedFile | None = rows.first()
    return found


@transaction.atomic
def _begun(batch_id: int) -> int | None:
    """Counted before the work: a text that kills whoever reads it is left alone after a while."""
    file = _waiting(batch=batch_id)
    if file is None:
        return None
    file.attempts += 1
    if file.attempts > MOST_ATTEMPTS:
        file.state, file.problem = State.FAILED, "This text takes too long to read."
    file.save(update_fields=["attempts", "state", "problem"])
    return int(file.pk)


@transaction.atomic
def _finish(batch_id: int) -> None:
    batch = Import.objects.select_for_update().filter(pk=batch_id, state=Import.State.READING).first()
    if batch is not None and not ImportedFile.objects.filter(batch=batch_id, state=State.WAITING).exists():
        touched(batch, Import.State.READY)


def look_at(file: ImportedFile) -> None:
    """Understand one text, and keep what was understood."""
    own = own_content(file.text)
    found = read(file.text, name=file.path)
    file.understood = found.as_json()
    file.choices = {"own": True} if own is not None else {}
    file.state, file.changed_at = State.READ, clock.now()
    file.save(update_fields=["understood", "choices", "state", "changed_at"])


def known_already(digests: list[str], reader: User) -> dict[str, Incident]:
    """Digest → the incident that came of the same file before, as far as this person may know of it."""
    seen = Incident.objects.visible_to(reader)
    rows = ImportedFile.objects.filter(digest__in=digests, state=State.SAVED, incident__in=seen)
    return {row.digest: row.incident for row in rows.select_related("incident").order_by("pk")}
