"""The fishbone as lines and words at places, for a drawing that any viewer shows. Pure."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from postmortems.fishbone import Bone, Fishbone

WIDTH, HEAD, LEFT = 1000, 96, 20
LINE, PAD, LETTERS = 16, 14, 34
MOST_LINES = 6
SLANT = 46


@dataclass(frozen=True)
class Words:
    x: float
    y: float
    text: str
    look: str


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    look: str


@dataclass(frozen=True)
class Drawing:
    width: int
    height: float
    spine: float
    words: tuple[Words, ...]
    lines: tuple[Line, ...]
    head: tuple[float, float]
    label: float


def drawn(found: Fishbone) -> Drawing | None:
    """None without any factor. As wide as a page; as high as its words."""
    if not found.bones:
        return None
    columns = found.columns
    across = (WIDTH - HEAD - LEFT) / columns
    letters = max(18, int(LETTERS * min(1.0, across / 290)))
    up = max((_height(bone, letters) for bone in found.upper), default=0)
    down = max((_height(bone, letters) for bone in found.lower), default=0)
    spine = up + 12
    words: list[Words] = []
    lines = [Line(LEFT, spine, WIDTH - HEAD, spine, "spine")]
    for bones, side in ((found.upper, -1), (found.lower, 1)):
        for place, bone in enumerate(bones):
            end = LEFT + across * (place + 1) - 6
            reach = up if side < 0 else down
            lines.append(Line(end - SLANT, spine + side * reach, end, spine, "bone"))
            words += _words(bone, LEFT + across * place + 4, spine, side, letters)
    return Drawing(WIDTH, up + down + 24, spine, tuple(words), tuple(lines), (WIDTH - HEAD, spine - 26), spine + 5)


def _rows(bone: Bone, letters: int) -> list[tuple[str, str]]:
    """(words, look) of each line."""
    rows = [(bone.name, "name")]
    for factor in bone.factors:
        lines = textwrap.wrap(factor.text, letters, break_long_words=True)
        if len(lines) > MOST_LINES:
            lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: letters - 1]}…"]
        rows += [(line, "first" if number == 0 else "more") for number, line in enumerate(lines)]
    return rows


def _height(bone: Bone, letters: int) -> float:
    return LINE * len(_rows(bone, letters)) + 5 * len(bone.factors) + 2 * PAD


def _words(bone: Bone, x: float, spine: float, side: int, letters: int) -> list[Words]:
    y = spine - _height(bone, letters) + PAD if side < 0 else spine + PAD + 4
    found = []
    for text, look in _rows(bone, letters):
        y += LINE + (5 if look == "first" else 0)
        found.append(Words(x, y, text, look))
    return found
