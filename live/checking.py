"""Whether a document's log is whole: numbers without a gap, and nothing that builds on what is missing."""

from __future__ import annotations

from live import crdt, store
from live.ledger import Ledger
from live.models import Document
from live.updates import Change, read
from live.wire import Malformed


def trouble(document_id: int) -> str:
    """What is wrong with it, or nothing."""
    document = Document.objects.get(pk=document_id)
    rows = store.tail(document_id)
    numbers = [seq for seq, _ in rows]
    last = numbers[-1] if numbers else 0
    # It may have grown since the document was read.
    if last < document.head or (numbers and numbers != list(range(numbers[0], last + 1))):
        return f"numbers with a gap: {len(numbers)} rows up to {last}, head {document.head}"
    ledger = Ledger(Change(), {}, 0)
    for seq, data in rows:
        try:
            page = ledger.page()
            page.build_on(read(data))
            page.keep()
        except (crdt.Invalid, Malformed) as error:
            return f"update {seq} {error}"
    doc = crdt.build(data for _, data in rows)
    return "" if crdt.complete((data for _, data in rows), doc) else "updates wait for one that is missing"
