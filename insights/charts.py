"""Where things stand on a chart: plain geometry in a box of 520 by 200, which templates draw."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

LEFT, RIGHT, TOP, BOTTOM = 44.0, 490.0, 14.0, 178.0
# Labels below need this much room each.
LABEL_WIDTH = 44


@dataclass(frozen=True)
class Tick:
    at: float
    text: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    is_last: bool = False
    is_outside: bool = False


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    look: str


@dataclass(frozen=True)
class Whole:
    """What is said of the period as one, where its steps hold too little to draw. `longer` is where more is drawn."""

    value: str
    says: str
    href: str
    longer: str = ""


@dataclass(frozen=True)
class Chart:
    """`line` and `area` are paths; `band` the outline of the ordinary range, `target` a height."""

    key: str
    title: str
    sentence: str
    takeaway: str
    end: str
    levels: list[Tick]
    ticks: list[Tick]
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    line: str = ""
    area: str = ""
    band: str = ""
    centre: float | None = None
    target: Tick | None = None
    values: list[tuple[float, float, str, str]] = field(default_factory=list)
    legend: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""
    whole: Whole | None = None
    heads: list[str] = field(default_factory=list)
    table: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)


def nice(most: float, units: Sequence[float] = (1, 2, 5), *, least: float = 0) -> tuple[float, float]:
    """(top, distance of two levels) of an axis from zero that holds `most`, with three levels or so.

    `least` is the smallest distance that means something: 1 where things are counted.
    """
    if most <= 0:
        return 1.0, 1.0
    power = 10 ** math.floor(math.log10(most))
    candidates = sorted(unit * power / scale for unit in units for scale in (10, 1, 0.1))
    step = next(each for each in candidates if most / each <= 4 and each >= least)
    return step * math.ceil(most / step), step


def height(value: float, top: float) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * min(value, top) / top, 1)


def centres(count: int) -> list[float]:
    width = (RIGHT - LEFT) / max(count, 1)
    return [round(LEFT + width * (place + 0.5), 1) for place in range(count)]


def bar_width(count: int) -> float:
    return round(min(27, (RIGHT - LEFT) / max(count, 1) * 0.72), 1)


def levels(top: float, step: float, say: Callable[[float], str]) -> list[Tick]:
    count = round(top / step)
    return [Tick(height(step * place, top), say(step * place), "end") for place in range(count + 1)]


def ticks(names: Sequence[str]) -> list[Tick]:
    """As many as have room, the last one always."""
    places = centres(len(names))
    each = max(1, math.ceil(LABEL_WIDTH * len(names) / (RIGHT - LEFT)))
    chosen = [at for at in range(len(names)) if (len(names) - 1 - at) % each == 0]
    return [Tick(places[at], names[at]) for at in chosen]


def path(points: Sequence[tuple[float, float] | None]) -> str:
    """Broken where a point is missing."""
    parts, drawing = [], False
    for point in points:
        if point is not None:
            parts.append(f"{'L' if drawing else 'M'}{point[0]} {point[1]}")
        drawing = point is not None
    return "".join(parts)


def area(points: Sequence[tuple[float, float] | None]) -> str:
    """Below the line, for each unbroken part of it."""
    parts: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            parts.append([])
        else:
            parts[-1].append(point)
    found = []
    for part in parts:
        if len(part) > 1:
            edge = "".join(f"L{x} {y}" for x, y in part)
            found.append(f"M{part[0][0]} {BOTTOM}{edge}L{part[-1][0]} {BOTTOM}Z")
    return "".join(found)


def band(lower: Sequence[float], upper: Sequence[float], top: float) -> str:
    places = centres(len(lower))
    above = [f"{x} {height(value, top)}" for x, value in zip(places, upper, strict=True)]
    below = [f"{x} {height(value, top)}" for x, value in zip(places, lower, strict=True)]
    return "M" + "L".join([*above, *reversed(below)]) + "Z"
