"""One line of the table of promises."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Promise:
    what: str
    target: str
    measured: str
    is_kept: bool
    note: str = ""


def most(what: str, target: float, measured: float, unit: str, note: str) -> Promise:
    """That it is at most so much."""
    said = f"{measured:.2f}" if unit in ("s",) or target < 10 else f"{measured:.0f}"
    return Promise(what, f"≤ {target} {unit}".strip(), f"{said} {unit}".strip(), measured <= target, note)
