"""Layers of defence drawn as slices, with their holes and the line of the incident through them. Pure.

The line goes as far as the last hole; a layer that held before it made it thinner, one behind it ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

HELD = "held"
LEAST_WIDTH, LEAST_STEP, MARGIN = 720, 68, 40
HEIGHT, TOP, MIDDLE, BOTTOM = 168, 8, 70, 132
LEFT, RIGHT = 20, 24
CHARACTER = 7


@dataclass(frozen=True)
class Line:
    """From left to right, halfway up; `is_less`: a layer before it held."""

    start: int
    end: int
    is_less: bool


@dataclass(frozen=True)
class Slice:
    """`points` are the corners of its face; `line` is what reaches it, if anything does."""

    number: int
    x: int
    points: str
    label: str
    held: bool
    line: Line | None


@dataclass(frozen=True)
class Drawing:
    """`end` is the line behind the last slice: the incident came through. `said` is the drawing in a sentence."""

    width: int
    slices: tuple[Slice, ...]
    end: Line | None
    said: str
    height: int = HEIGHT
    middle: int = MIDDLE


def drawn(layers: Sequence[tuple[str, str]]) -> Drawing:
    """Of (name, outcome) each, in the order in which the incident came to them."""
    width = max(LEAST_WIDTH, 2 * MARGIN + len(layers) * LEAST_STEP)
    step = (width - 2 * MARGIN) // max(1, len(layers))
    holes = [n for n, (_, outcome) in enumerate(layers) if outcome != HELD]
    reached = (holes[-1] if holes else -1) + 1
    found: list[Slice] = []
    edge, is_less = 8, False
    for n, (name, outcome) in enumerate(layers):
        x = MARGIN + n * step + step // 2
        line = Line(edge, x, is_less) if n <= reached else None
        found.append(Slice(n + 1, x, _face(x), _shortened(name, step), outcome == HELD, line))
        edge, is_less = x + RIGHT, is_less or outcome == HELD
    end = Line(edge, width - 14, is_less) if layers and reached == len(layers) else None
    return Drawing(width, tuple(found), end, _said(layers))


def _face(x: int) -> str:
    corners = ((x - LEFT, TOP + 16), (x + RIGHT, TOP), (x + RIGHT, BOTTOM - 16), (x - LEFT, BOTTOM))
    return " ".join(f"{a},{b}" for a, b in corners)


def _shortened(name: str, width: int) -> str:
    most = max(2, width // CHARACTER)
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _said(layers: Sequence[tuple[str, str]]) -> str:
    held = [name for name, outcome in layers if outcome == HELD]
    if not layers:
        return ""
    if not held:
        return "The only layer had a hole." if len(layers) == 1 else f"Each of the {len(layers)} layers had a hole."
    holes = len(layers) - len(held)
    begins = f"{holes} of {len(layers)} layers had a hole. " if holes else "No layer had a hole. "
    return f"{begins}What held: {', '.join(held)}."
