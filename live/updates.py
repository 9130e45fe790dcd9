"""What an update says, read without a document: who wrote how much, on what it builds, into which sections.

Sections are plain texts, so anything else that Yjs knows (maps, nested types, embeds, formatting) is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from live.wire import Malformed, Reader

# Clocks are 32 bits wide in pycrdt; a document's quota ends long before.
MOST_CLOCK = 2**31

DELETED, STRING, SKIP = 1, 4, 10
ORIGIN, RIGHT_ORIGIN, PARENT_KEY, KIND = 0x80, 0x40, 0x20, 0x1F

# A client and a clock of it.
Id = tuple[int, int]


@dataclass(slots=True)
class Piece:
    """A run of one client's clocks, and what stood on either side when it was written."""

    client: int
    start: int
    end: int
    left: Id | None = None
    right: Id | None = None
    # The section it opens, when it names one; otherwise it lies where its neighbours do.
    section: str = ""
    characters: int = 0
    # Clocks in the middle of a character: Yjs counts UTF-16 units, of which some characters take two.
    halves: tuple[int, ...] = ()


@dataclass(slots=True)
class Change:
    """What one update says. Gaps that it skips are no pieces."""

    pieces: list[Piece] = field(default_factory=list)
    # Client, from clock, to clock.
    deleted: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def characters(self) -> int:
        return sum(piece.characters for piece in self.pieces)


def read(update: bytes) -> Change:
    """Raises Malformed for anything but an update of plain texts."""
    reader = Reader(update)
    change = Change()
    clients: set[int] = set()
    for _ in range(reader.uint()):
        count, client, clock = reader.uint(), reader.uint(), reader.uint()
        # Nobody writes one client in two parts. Yjs takes the second for what follows the first, wherever it begins.
        if client in clients:
            raise Malformed("a client twice")
        clients.add(client)
        for _ in range(count):
            clock = _read_piece(reader, client, clock, change.pieces)
    for _ in range(reader.uint()):
        client = reader.uint()
        for _ in range(reader.uint()):
            start = reader.uint()
            change.deleted.append((client, start, _after(start, reader.uint())))
    if not reader.ended:
        raise Malformed("more than an update")
    return change


def _read_piece(reader: Reader, client: int, clock: int, pieces: list[Piece]) -> int:
    """The clock after it."""
    info = reader.byte()
    kind = info & KIND
    if info == SKIP:
        return _after(clock, reader.uint())
    piece = Piece(client, clock, clock)
    if info & ORIGIN:
        piece.left = (reader.uint(), reader.uint())
    if info & RIGHT_ORIGIN:
        piece.right = (reader.uint(), reader.uint())
    if piece.left is None and piece.right is None:
        if reader.uint() != 1 or info & PARENT_KEY:
            raise Malformed("no plain text")
        piece.section = reader.string()
    if kind == STRING:
        text = reader.string()
        piece.characters = len(text)
        piece.halves = _halves(clock, text)
        piece.end = _after(clock, len(text) + len(piece.halves))
    elif kind == DELETED:
        piece.end = _after(clock, reader.uint())
    else:
        raise Malformed("no plain text")
    pieces.append(piece)
    return piece.end


def _halves(clock: int, text: str) -> tuple[int, ...]:
    if text.isascii() or max(text) <= "\uffff":
        return ()
    wide = (at for at, letter in enumerate(text) if letter > "\uffff")
    return tuple(clock + at + before + 1 for before, at in enumerate(wide))


def _after(clock: int, length: int) -> int:
    if not 0 < length <= MOST_CLOCK - clock:
        raise Malformed("impossible length")
    return clock + length


def read_state(state: bytes) -> dict[int, int]:
    """A state vector: client → how many of its clocks are known."""
    reader = Reader(state)
    return {reader.uint(): reader.uint() for _ in range(reader.uint())}
