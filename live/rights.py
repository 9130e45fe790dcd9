"""Who may do what with a document: live knows no domain, so the app that owns the documents registers an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from live import bell


@dataclass(frozen=True)
class Rights:
    """What a person may do with a document, and how the others see that person."""

    may_write: bool
    # The keys of the sections that exist: nothing else may be written.
    sections: frozenset[str]
    handle: str
    name: str
    # 0 to 23: the colour of the person's avatar and cursor.
    hue: int


# None: no access, as for a document that does not exist.
Gatekeeper = Callable[[int, Any], Rights | None]

_gatekeepers: list[Gatekeeper] = []


def register(gatekeeper: Gatekeeper) -> None:
    """`gatekeeper(document_id, user)` is asked at the handshake, at every change of rights and every 30 s.

    The last one registered is the one that is asked.
    """
    _gatekeepers.append(gatekeeper)


def of(document_id: int, user: Any) -> Rights | None:
    return _gatekeepers[-1](document_id, user) if _gatekeepers else None


def changed(document_id: int = 0, *, user_id: int = 0) -> None:
    """Have the rights of everybody connected read again once this transaction commits.

    0 stands for all documents, and for all people: name the person where only one is concerned, as at sign-out.
    """
    bell.ring(f"r:{document_id}:{user_id}")
