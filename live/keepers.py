"""Who keeps the plain texts of documents: the app that owns the documents registers a keeper."""

from __future__ import annotations

from collections.abc import Callable, Mapping

# Document, section → its text now, section → who changed it last (None: Debrief).
Keeper = Callable[[int, Mapping[str, str], Mapping[str, int | None]], None]
# Takes the locks that the keeper will need, before the document's.
Lock = Callable[[int], None]

_keepers: list[tuple[Keeper, Lock | None]] = []


def register(keeper: Keeper, *, lock: Lock | None = None) -> None:
    """`keeper(document_id, changed, authors)` is called in the transaction that hands the texts out.

    `lock(document_id)` is called before the document's row is locked: rows that verbs lock before they lock a
    document must be locked there, or the two would wait for each other.
    """
    _keepers.append((keeper, lock))


def lock(document_id: int) -> None:
    for _, take in _keepers:
        if take is not None:
            take(document_id)


def keep(document_id: int, changed: Mapping[str, str], authors: Mapping[str, int | None]) -> None:
    for keeper, _ in _keepers:
        keeper(document_id, changed, authors)
