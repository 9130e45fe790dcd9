"""What rooms ask of a document's whole log; synchronous, for threads."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from live import crdt, limits, materialise, store, updates
from live.ledger import Ledger
from live.wire import Malformed

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Opened:
    head: int
    rows: int
    state: bytes
    # State vector of a browser → what it lacks; None for bytes that are no state vector.
    missing: dict[bytes, bytes | None]
    # Only for who opens it.
    ledger: Ledger | None


def open_document(document_id: int, states: Iterable[bytes], *, first: bool) -> Opened:
    doc, head, rows = store.load(document_id)
    missing: dict[bytes, bytes | None] = {}
    for state in states:
        try:
            updates.read_state(state)
            missing[state] = crdt.since(doc, state)
        except ValueError:
            missing[state] = None
    ledger = None
    if first:
        try:
            everything = updates.read(doc.get_update())
        except Malformed:
            # Should never be there. Then it can be read, but not continued.
            logger.error("Document %s holds more than plain texts", document_id)
            everything = updates.Change()
        ledger = Ledger(everything, store.writers(document_id), longest_of(crdt.texts(doc)))
    return Opened(head, rows, doc.get_state(), missing, ledger)


def longest_of(texts: dict[str, str]) -> int:
    return max(map(len, texts.values()), default=0)


def fold(document_id: int) -> bool:
    """Whether the log takes less room now."""
    materialise.catch_up(document_id)
    return store.compact(document_id) > 0


def fitting(document_id: int, batch: Sequence[bytes]) -> tuple[list[bool], int]:
    """Which of these updates keep every section within its length, and the longest section before all of them."""
    rows = [data for _, data in store.tail(document_id)]
    doc = crdt.build(rows)
    longest = longest_of(crdt.texts(doc))
    fits: list[bool] = []
    for update in batch:
        crdt.apply(doc, [update])
        fits.append(longest_of(crdt.texts(doc)) <= limits.SECTION_CHARACTERS)
        if fits[-1]:
            rows.append(update)
        else:
            doc = crdt.build(rows)
    return fits, longest
