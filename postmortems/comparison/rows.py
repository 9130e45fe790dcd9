"""The rows of a block before and after: which were added, removed, changed or moved, and in which fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cydifflib import SequenceMatcher

from kit.diff import ALIKE, MOST_PAIRS, Op, Piece, diff_words, likeness
from postmortems.comparison.told import Told

# A value as short as this is replaced, not edited: half a date that stayed says nothing.
SHORT = 40


@dataclass(frozen=True)
class FieldChange:
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class RowChange:
    """`change` is added, removed, changed or moved. `fields` are all that it has, or those that changed."""

    change: str
    pieces: tuple[Piece, ...]
    fields: tuple[FieldChange, ...] = ()


def changed_rows(old: Sequence[Told], new: Sequence[Told]) -> list[RowChange]:
    """Those that differ, in the order of `new`, removed ones last."""
    became = dict(_matched(old, new))
    moved = _moved(became)
    found = []
    for place, now in enumerate(new):
        was = old[became[place]] if place in became else None
        if was is None:
            found.append(_whole(now, Op.INSERT))
        elif (was.words, dict(was.fields)) != (now.words, dict(now.fields)):
            found.append(_changed(was, now))
        elif place in moved:
            found.append(RowChange("moved", (Piece(Op.EQUAL, now.words),)))
    gone = set(range(len(old))) - set(became.values())
    return found + [_whole(old[place], Op.DELETE) for place in sorted(gone)]


def _matched(old: Sequence[Told], new: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """(place in new, place in old) of rows that are one row: equal, else of one key, else said alike."""
    before, after = dict(enumerate(old)), dict(enumerate(new))
    for same in (_said, _key):
        places: dict[object, list[int]] = {}
        for place, row in before.items():
            places.setdefault(same(row), []).append(place)
        for place, row in list(after.items()):
            if found := places.get(same(row)):
                yield place, (taken := found.pop(0))
                del after[place], before[taken]
    if len(before) * len(after) > MOST_PAIRS:
        return
    pairs = [(likeness(was.words, now.words), -b, -a) for a, was in before.items() for b, now in after.items()]
    for share, b, a in sorted(pairs, reverse=True):
        if share >= ALIKE and -b in after and -a in before:
            yield -b, -a
            del after[-b], before[-a]


def _said(row: Told) -> object:
    return row.key, row.words, tuple(row.fields.items())


def _key(row: Told) -> object:
    return row.key


def _moved(became: dict[int, int]) -> set[int]:
    """Places in new of the rows that do not stand in the order they had."""
    now = sorted(became)
    then = [became[place] for place in now]
    steps = SequenceMatcher(None, sorted(then), then, autojunk=False).get_opcodes()
    return {now[at] for op, _, _, c, d in steps if op != "equal" for at in range(c, d)}


def _whole(row: Told, op: Op) -> RowChange:
    fields = tuple(FieldChange(label, (Piece(op, value),)) for label, value in row.fields.items() if value)
    return RowChange("added" if op == Op.INSERT else "removed", (Piece(op, row.words),), fields)


def _changed(was: Told, now: Told) -> RowChange:
    labels = dict.fromkeys([*now.fields, *was.fields])
    pairs = {label: (was.fields.get(label, ""), now.fields.get(label, "")) for label in labels}
    fields = tuple(FieldChange(label, _edited(a, b)) for label, (a, b) in pairs.items() if a != b)
    return RowChange("changed", tuple(diff_words(was.words, now.words)), fields)


def _edited(was: str, now: str) -> tuple[Piece, ...]:
    if max(len(was), len(now)) > SHORT:
        return tuple(diff_words(was, now))
    return tuple(piece for piece in (Piece(Op.DELETE, was), Piece(Op.INSERT, now)) if piece.text)
