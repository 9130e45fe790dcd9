"""Pages of hits: each begins where the one before ended, whatever was added meanwhile."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from library.shelf import Shelf, newest, oldest


@dataclass(frozen=True)
class Cursor:
    """The hit at an edge of a page: its rank (None behind the ranked ones), when it began, and its key."""

    rank: float | None
    start: float
    key: int
    is_before: bool = False


@dataclass(frozen=True)
class Page:
    """`newer` and `older` lead to the neighbouring pages, None where there is none."""

    keys: list[int]
    newer: Cursor | None
    older: Cursor | None


def page(here: Shelf, first: list[tuple[float, int]], bits: int, cursor: Cursor | None, size: int) -> Page:
    """`first` are slots with their ranks, best first; those of `bits` that are not among them follow by their time."""
    rest = bits
    for _, slot in first:
        rest &= ~(1 << slot)
    above, below = _split(here, first, rest, cursor)
    before, (better, later), (worse, earlier) = cursor is not None and cursor.is_before, above, below
    if before:
        found = [(None, slot) for slot in oldest(later, size + 1)]
        missing = size + 1 - len(found)
        ranks: list[tuple[float | None, int]] = [*better[-missing:]] if missing else []
        rows = [*ranks, *found]
        has_newer, has_older, rows = len(rows) > size, True, rows[-size:]
    else:
        rows = [*worse[: size + 1]]
        rows += [(None, slot) for slot in newest(earlier, size + 1 - len(rows))]
        has_newer, has_older, rows = bool(better or later), len(rows) > size, rows[:size]
    if not rows:
        return Page([], None, None)
    edges = [_cursor(here, rows[0], is_before=True), _cursor(here, rows[-1], is_before=False)]
    keys = [here.keys[slot] for _, slot in rows]
    return Page(keys, edges[0] if has_newer else None, edges[1] if has_older else None)


def numbered(here: Shelf, first: list[tuple[float, int]], bits: int, number: int, size: int) -> Page:
    """The page of this number, from 1, for those who count; `older` is where the next one begins."""
    start = (number - 1) * size
    rest = bits
    for _, slot in first:
        rest &= ~(1 << slot)
    ranks: list[tuple[float | None, int]] = [*first]
    rows = (ranks + [(None, slot) for slot in newest(rest, start + size + 1 - len(first))])[start : start + size + 1]
    older = _cursor(here, rows[size - 1], is_before=False) if len(rows) > size else None
    return Page([here.keys[slot] for _, slot in rows[:size]], None, older)


Half = tuple[list[tuple[float, int]], int]


def _split(here: Shelf, first: list[tuple[float, int]], rest: int, cursor: Cursor | None) -> tuple[Half, Half]:
    """What comes before the cursor, and what comes after it."""
    if cursor is None:
        return ([], 0), (first, rest)
    slot = _slot(here, cursor)
    if cursor.rank is not None:
        order = [(-rank, -place) for rank, place in first]
        edge = (bisect_left if cursor.is_before else bisect_right)(order, (-cursor.rank, -slot))
        return (first[:edge], 0), (first[edge:], rest)
    at_or_below = (1 << (slot + 1)) - 1
    below = at_or_below >> 1
    if cursor.is_before:
        return (first, rest & ~at_or_below), ([], rest & at_or_below)
    return (first, rest & ~below), ([], rest & below)


def _slot(here: Shelf, cursor: Cursor) -> int:
    """Where it stands, or stood."""
    found = here.slots.get(cursor.key)
    return found if found is not None else bisect_left(here.starts, cursor.start)


def _cursor(here: Shelf, row: tuple[float | None, int], *, is_before: bool) -> Cursor:
    rank, slot = row
    return Cursor(rank, here.starts[slot], here.keys[slot], is_before)
