from __future__ import annotations

from django.db import transaction

from accounts.models import User
from exchange.models import Import, ImportedFile
from exchange.own.reading import own_content
from exchange.reading.reader import read
from exchange.workflow.receiving import touched
from incidents.models import Incident
from kit import clock

State = ImportedFile.State


def read_waiting(batch_id: int) -> int:
    """Read the files of a batch that wait, each in a transaction of its own: a killed worker loses one at most.

    Two workers share the work; what one of them has taken, the other leaves alone.
    """
    count = 0
    while _read_next(batch_id):
        count += 1
    return count


@transaction.atomic
def _read_next(batch_id: int) -> bool:
    file = ImportedFile.objects.select_for_update(skip_locked=True).filter(batch=batch_id, state=State.WAITING).first()
    if file is not None:
        look_at(file)
        return True
    batch = Import.objects.select_for_update().filter(pk=batch_id).first()
    still = ImportedFile.objects.filter(batch=batch_id, state=State.WAITING).exists()
    if batch is not None and batch.state == Import.State.READING and not still:
        touched(batch, Import.State.READY)
    return False


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
