from __future__ import annotations

from datetime import timedelta

from exchange.models import Export, Import
from exchange.workflow.making import make
from exchange.workflow.reading import read_waiting
from exchange.workflow.saving import save_chosen
from kit import clock

# What nobody touched for so long was left by a worker that is gone.
LEFT_AFTER = timedelta(seconds=90)
# Texts that were sent and never saved are thrown away.
KEEP_IMPORTS = timedelta(days=30)


def take_up() -> int:
    """Go on with what was left half done. Answers how many files were touched."""
    since = clock.now() - LEFT_AFTER
    count = 0
    for batch, state in Import.objects.filter(changed_at__lt=since).under_way().values_list("pk", "state"):
        count += read_waiting(batch) if state == Import.State.READING else save_chosen(batch)
    for export in Export.objects.filter(state=Export.State.WAITING, changed_at__lt=since).values_list("pk", flat=True):
        count += make(export)
    return count


def expire() -> int:
    """Throw away exports that ran out, and imports that nobody finished."""
    gone, _ = Export.objects.filter(expires_at__lt=clock.now()).delete()
    old, _ = Import.objects.filter(changed_at__lt=clock.now() - KEEP_IMPORTS, state=Import.State.READY).delete()
    return gone + old
