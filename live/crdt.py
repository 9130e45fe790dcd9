"""What a document's updates mean: everything that knows pycrdt. Pure functions.

pycrdt counts positions of a text in UTF-8 bytes; `set_text` is the only place that has to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pycrdt import Doc, Text, get_update

from live.differences import changes

Edit = tuple[int, int, str]


class Invalid(ValueError):
    """Bytes that are no update, or one that this document cannot take."""


def build(updates: Iterable[bytes]) -> Doc[Any]:
    """Raises Invalid when one of them is no update."""
    doc: Doc[Any] = Doc()
    apply(doc, updates)
    return doc


def apply(doc: Doc[Any], updates: Iterable[bytes]) -> None:
    try:
        with doc.transaction():
            for update in updates:
                doc.apply_update(update)
    except Exception as error:
        raise Invalid(str(error)) from None
    except BaseException as error:
        # A panic of the library below is no Exception; nothing else may be swallowed.
        if type(error).__name__ != "PanicException":
            raise
        raise Invalid("cannot be applied") from None


def check(update: bytes) -> None:
    """Raises Invalid unless pycrdt can read it."""
    build([update])


def since(doc: Doc[Any], state: bytes) -> bytes:
    """What a reader at `state` (a state vector) lacks. Raises Invalid for bytes that are none."""
    try:
        return doc.get_update(state)
    except ValueError as error:
        raise Invalid(str(error)) from None


def complete(updates: Iterable[bytes], doc: Doc[Any]) -> bool:
    """Whether no update waits for one that is missing; `get_update` drops those that wait without a word."""
    state = doc.get_state()
    return all(get_update(update, state)[0] == 0 for update in updates)


def folded(updates: Sequence[bytes]) -> bytes:
    """One update that says what these say. Raises Invalid when one of them builds on something missing."""
    doc = build(updates)
    if not complete(updates, doc):
        raise Invalid("The log has a hole.")
    return bytes(doc.get_update())


def text(doc: Doc[Any], section: str) -> str:
    """Without the character that PostgreSQL's texts cannot hold."""
    return str(doc.get(section, type=Text)).replace("\0", "")


def texts(doc: Doc[Any]) -> dict[str, str]:
    """Every section's text, by its key; a section nobody ever wrote in is missing."""
    return {section: text(doc, section) for section in sorted(doc.keys())}


def edits(old: str, new: str) -> Iterator[Edit]:
    """(byte offset, bytes to delete, text to insert) from last to first, so that offsets stay right."""
    for start, end, inserted in reversed(list(changes(old, new))):
        yield len(old[:start].encode()), len(old[start:end].encode()), inserted


def set_text(doc: Doc[Any], section: str, new: str) -> None:
    """Turn the section's text into `new` by small edits, so that cursors and what is typed meanwhile stay in place."""
    target = doc.get(section, type=Text)
    with doc.transaction():
        for start, length, inserted in edits(str(target), new):
            if length:
                del target[start : start + length]
            if inserted:
                target.insert(start, inserted)


def append_text(doc: Doc[Any], section: str, addition: str) -> None:
    target = doc.get(section, type=Text)
    target.insert(len(target), addition)


def change_to(texts: Mapping[str, str]) -> bytes:
    """The update that gives an empty document these texts; empty texts leave no trace."""
    doc: Doc[Any] = Doc()
    for section, words in texts.items():
        if words:
            append_text(doc, section, words)
    return doc.get_update()
