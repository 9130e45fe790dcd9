"""Words of a text that are named so that they are found again, whatever is typed around them. Pure functions.

An anchor names the first and the last character by what Yjs calls them: client and clock, of a character's last UTF-16
unit. pycrdt's own sticky indices take bytes for clocks, so they are wrong behind the first "é". What is asked here is
asked by writing: a sign put right behind a character of a scratch copy shows in the text where that character is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pycrdt import Doc, Text

from live import crdt, updates
from live.updates import Id
from live.wire import MOST, packed, uint

# Whoever has the lowest number stands first among those who wrote behind the same character; browsers' are random.
ASKING = 0
# Characters that no text has a use for, one of which is not in it.
SIGNS = "".join(map(chr, range(0xFDD0, 0xFDF0)))

# From character to character.
Span = tuple[int, int]


@dataclass(frozen=True)
class Anchor:
    first: Id
    last: Id

    @property
    def data(self) -> list[list[int]]:
        return [list(self.first), list(self.last)]


def read(data: Any) -> Anchor:
    """[[client, clock], [client, clock]], as a browser says it. Raises Invalid for anything else."""
    try:
        (first, last) = ((_number(client), _number(clock)) for client, clock in data)
    except (TypeError, ValueError):
        raise crdt.Invalid("no anchor") from None
    return Anchor(first, last)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MOST:
        raise ValueError
    return value


def name(doc: Doc[Any], section: str, start: int, end: int) -> Anchor:
    """What to call these characters. Spoils the document: pass a scratch copy."""
    target = doc.get(section, type=Text)
    text, state = str(target), doc.get_state()
    if not 0 <= start < end <= len(text):
        raise crdt.Invalid("no such words")
    for place in (end, start + 1):
        target.insert(len(text[:place].encode()), "x")
    last, first = (piece.left for piece in updates.read(doc.get_update(state)).pieces)
    assert first is not None and last is not None
    return Anchor(first, last)


def find(doc: Doc[Any], wanted: Sequence[tuple[str, Anchor]]) -> list[Span | None]:
    """Where the words of each (section, anchor) are now; None for those that are gone or never were.

    Spoils the document: pass a scratch copy. What a browser called words is asked once and then named anew: half of a
    character spoils what is asked along with it, or raises Invalid.
    """
    known, deleted = updates.read_state(doc.get_state()), _deleted(doc)
    possible = [(section, each) for section, each in wanted if _is_known(each, known)]
    texts = {section: str(doc.get(section, type=Text)) for section, _ in possible}
    sign = next((sign for sign in SIGNS if not any(sign in text for text in texts.values())), "")
    if not possible or not sign:
        return [None] * len(wanted)
    crdt.apply(doc, [_asking([each for _, anchor in possible for each in (anchor.first, anchor.last)], sign)])
    places = {section: _places(str(doc.get(section, type=Text)), text, sign) for section, text in texts.items()}
    spans = iter(
        _span(places[section].get(2 * n), places[section].get(2 * n + 1), _is_deleted(anchor.first, deleted))
        for n, (section, anchor) in enumerate(possible)
    )
    return [next(spans) if _is_known(each, known) else None for _, each in wanted]


def _is_known(anchor: Anchor, known: dict[int, int]) -> bool:
    return all(clock < known.get(client, 0) for client, clock in (anchor.first, anchor.last))


def _deleted(doc: Doc[Any]) -> dict[int, tuple[list[int], list[int]]]:
    """Client → where each deleted stretch of its clocks begins and ends."""
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    # What somebody lacks who has everything written: what was deleted of it.
    for client, start, end in sorted(updates.read(doc.get_update(doc.get_state())).deleted):
        found[client][0].append(start)
        found[client][1].append(end)
    return found


def _is_deleted(place: Id, deleted: dict[int, tuple[list[int], list[int]]]) -> bool:
    client, clock = place
    if client not in deleted:
        return False
    starts, ends = deleted[client]
    at = bisect_right(starts, clock) - 1
    return at >= 0 and clock < ends[at]


def _asking(behind: Sequence[Id], sign: str) -> bytes:
    """The update that puts a numbered sign behind each of these characters."""
    signs = b"".join(
        bytes([updates.ORIGIN | updates.STRING]) + uint(client) + uint(clock) + packed(f"{sign}{n}{sign}".encode())
        for n, (client, clock) in enumerate(behind)
    )
    return uint(1) + uint(len(behind)) + uint(ASKING) + uint(0) + signs + uint(0)


def _places(asked: str, text: str, sign: str) -> dict[int, int]:
    """Number of a sign → the characters before it."""
    parts = re.split(f"{sign}(\\d+){sign}", asked)
    if "".join(parts[::2]) != text:
        raise crdt.Invalid("cuts a character in two")
    found, at = {}, 0
    for words, number in zip(parts[::2], parts[1::2], strict=False):
        at += len(words.replace("\0", ""))
        found[int(number)] = at
    return found


def _span(first: int | None, last: int | None, first_is_gone: bool) -> Span | None:
    if first is None or last is None:
        return None
    start = first if first_is_gone else first - 1
    return (start, last) if start < last else None
