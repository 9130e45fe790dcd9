"""What rooms ask of a document's whole log; synchronous, for threads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc

from live import crdt, limits, materialise, store, updates


@dataclass(frozen=True)
class Opened:
    head: int
    rows: int
    state: bytes
    # State vector of a browser → what it lacks; None for bytes that are no state vector.
    missing: dict[bytes, bytes | None]
    known: dict[int, int]
    longest: int
    halves: set[updates.Id]
    writers: dict[int, int]


def open_document(document_id: int, states: Iterable[bytes], *, first: bool) -> Opened:
    doc, head, rows = store.load(document_id)
    missing: dict[bytes, bytes | None] = {}
    for state in states:
        try:
            updates.read_state(state)
            missing[state] = crdt.since(doc, state)
        except ValueError:
            missing[state] = None
    own, texts = doc.get_state(), crdt.texts(doc)
    writers = store.writers(document_id) if first else {}
    halves = halves_of(doc, texts) if first else set()
    return Opened(head, rows, own, missing, updates.read_state(own), longest_of(texts), halves, writers)


def halves_of(doc: Doc[Any], texts: dict[str, str]) -> set[updates.Id]:
    """Clocks in the middle of a character; only texts that have such characters are looked through."""
    if not any(text > "" and max(text) > "\uffff" for text in texts.values()):
        return set()
    pieces = updates.read(doc.get_update()).pieces
    return {(piece.client, clock) for piece in pieces for clock in piece.halves}


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
