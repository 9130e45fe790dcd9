"""Somebody who types into a copy of a document, as a browser does."""

from __future__ import annotations

from typing import Any, Self

from pycrdt import Doc, Text

from live import crdt, store
from live.models import Document


class Typist:
    def __init__(self, client: int | None = None) -> None:
        self.doc: Doc[Any] = Doc() if client is None else Doc(client_id=client)

    @property
    def client(self) -> int:
        return int(self.doc.client_id)

    def reads(self, document: Document) -> Self:
        crdt.apply(self.doc, [data for _, data in store.tail(document.pk)])
        return self

    def types(self, section: str, words: str) -> bytes:
        """The update of writing `words` at the section's end."""
        state = self.doc.get_state()
        crdt.append_text(self.doc, section, words)
        return bytes(self.doc.get_update(state))

    def inserts(self, section: str, at: int, words: str, instead_of: int = 0) -> bytes:
        """As fingers do: `words` at a character, instead of so many."""
        state, target = self.doc.get_state(), self.doc.get(section, type=Text)
        text = str(target)
        start, end = len(text[:at].encode()), len(text[: at + instead_of].encode())
        with self.doc.transaction():
            if end > start:
                del target[start:end]
            if words:
                target.insert(start, words)
        return bytes(self.doc.get_update(state))

    def rewrites(self, section: str, text: str) -> bytes:
        state = self.doc.get_state()
        crdt.set_text(self.doc, section, text)
        return bytes(self.doc.get_update(state))

    def text(self, section: str) -> str:
        return crdt.text(self.doc, section)
