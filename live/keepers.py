"""Who keeps the plain texts of documents: the app that owns the documents registers a keeper."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from pycrdt import Doc

# Document, section → its text now, section → who changed it last (None: Debrief).
Keeper = Callable[[int, Mapping[str, str], Mapping[str, int | None]], None]
# Takes the locks that the keeper will need, before the document's.
Lock = Callable[[int], None]
# Document, a copy of it as of these texts, and the sections that changed.
Follower = Callable[[int, Doc[Any], Collection[str]], None]

_keepers: list[tuple[Keeper, Lock | None]] = []
_followers: list[Follower] = []


def register(keeper: Keeper, *, lock: Lock | None = None, follow: Follower | None = None) -> None:
    """`keeper(document_id, changed, authors)` is called in the transaction that hands the texts out.

    `lock(document_id)` is called before the document's row is locked: rows that verbs lock before they lock a
    document must be locked there, or the two would wait for each other.

    `follow(document_id, doc, sections)` is called after the keeper, for places in the text that are kept beside it. The
    copy is its own to spoil.
    """
    _keepers.append((keeper, lock))
    if follow is not None:
        _followers.append(follow)


def lock(document_id: int) -> None:
    for _, take in _keepers:
        if take is not None:
            take(document_id)


def keep(document_id: int, changed: Mapping[str, str], authors: Mapping[str, int | None]) -> None:
    for keeper, _ in _keepers:
        keeper(document_id, changed, authors)


def follow(document_id: int, doc: Doc[Any], sections: Collection[str]) -> None:
    for each in _followers:
        each(document_id, doc, sections)
