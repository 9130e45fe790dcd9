"""Contributing factors laid out on bones, above and below the spine. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from postmortems import reasons

Row = SimpleNamespace
# (category, text) of a factor → what of its answer changed after the text was frozen.
Later = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass(frozen=True)
class Bone:
    key: str
    name: str
    factors: tuple[Row, ...]


@dataclass(frozen=True)
class Fishbone:
    """The first half of the bones hang above the spine, the others below it."""

    bones: tuple[Bone, ...]

    @property
    def columns(self) -> int:
        return (len(self.bones) + 1) // 2

    @property
    def upper(self) -> tuple[Bone, ...]:
        return self.bones[: self.columns]

    @property
    def lower(self) -> tuple[Bone, ...]:
        return self.bones[self.columns :]


def fishbone(factors: Sequence[Mapping[str, Any]], *, on: date, later: Later | None = None) -> Fishbone:
    """Of frozen factors; categories without one have no bone. `on` says which accepted risks have run out."""
    rows = [_row(factor, on, (later or {}).get((factor["category"], factor["text"]), {})) for factor in factors]
    names = reasons.names([dict(factor) for factor in factors])
    return Fishbone(
        tuple(Bone(key, name, tuple(row for row in rows if row.category == key)) for key, name in names.items())
    )


def _row(factor: Mapping[str, Any], on: date, changed: Mapping[str, Any]) -> Row:
    row = Row(**{**factor, **changed})
    row.is_later = bool(changed)
    if isinstance(row.risk_until, str):
        row.risk_until = date.fromisoformat(row.risk_until)
    row.has_run_out = row.risk_until is not None and row.risk_until < on
    row.is_open = not row.actions and (row.risk_until is None or row.has_run_out)
    return row
