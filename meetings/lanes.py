"""What several people remember, in lanes beside the timeline. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

FAR = datetime.max.replace(tzinfo=UTC)
# So many entries in a row that nobody tells of are one line.
FOLDED_FROM = 3


@dataclass(frozen=True)
class Entry:
    """Of the timeline; `text` without marks."""

    pk: int
    at: datetime
    text: str


@dataclass(frozen=True)
class Told:
    """`entry` is the timeline's that it goes with; `at` when it was, as `teller` remembers it."""

    key: str
    teller: str
    entry: int | None
    at: datetime | None
    saw: str = ""
    expected: str = ""
    did: str = ""


@dataclass(frozen=True)
class Cell:
    """What one person tells of one moment."""

    teller: str
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Moment:
    """A row: an entry of the timeline with what goes with it, or a moment that only people tell of.

    `folded` are entries in a row that nobody tells of.
    """

    at: datetime | None
    entry: Entry | None = None
    cells: tuple[Cell, ...] = ()
    folded: tuple[Entry, ...] = ()

    @property
    def told(self) -> list[Told]:
        return [told for cell in self.cells for told in cell.told]

    @property
    def key(self) -> str:
        """Names the moment in addresses."""
        if self.entry is not None:
            return f"entry-{self.entry.pk}"
        return f"at-{self.at:%Y%m%d%H%M}" if self.at is not None else "sometime"


@dataclass
class _Row:
    at: datetime | None
    entry: Entry | None = None
    told: list[Told] = field(default_factory=list)


def tellers(told: Iterable[Told]) -> list[str]:
    """In the order in which their lanes stand."""
    return sorted({each.teller for each in told})


def moments(entries: Sequence[Entry], told: Sequence[Told]) -> list[Moment]:
    """In the order of time; what has no time comes last."""
    rows = {entry.pk: _Row(entry.at, entry) for entry in entries}
    alone: dict[datetime | None, _Row] = {}
    for each in told:
        if each.entry in rows:
            rows[each.entry].told.append(each)
        else:
            at = each.at.replace(second=0, microsecond=0) if each.at else None
            alone.setdefault(at, _Row(at)).told.append(each)
    lanes = tellers(told)
    placed = sorted([*rows.values(), *alone.values()], key=lambda row: (row.at or FAR, row.entry is None))
    return [Moment(row.at, row.entry, _cells(row, lanes)) for row in placed]


def _cells(row: _Row, lanes: Iterable[str]) -> tuple[Cell, ...]:
    return tuple(Cell(teller, tuple(told for told in row.told if told.teller == teller)) for teller in lanes)


def folded(rows: Iterable[Moment]) -> list[Moment]:
    """With what nobody tells of in one line, so that a screen holds what people tell."""
    found: list[Moment] = []
    quiet: list[Moment] = []
    for row in [*rows, None]:
        if row is not None and row.entry is not None and not row.told:
            quiet.append(row)
            continue
        found += _one_line(quiet)
        quiet = []
        if row is not None:
            found.append(row)
    return found


def _one_line(quiet: list[Moment]) -> list[Moment]:
    if len(quiet) < FOLDED_FROM:
        return quiet
    return [Moment(quiet[0].at, folded=tuple(row.entry for row in quiet if row.entry is not None))]
