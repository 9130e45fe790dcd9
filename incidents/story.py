"""The timeline as it is read: moments, the silences between them, and the days they fall on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from incidents import gaps

if TYPE_CHECKING:
    from incidents.models import QuietSpell, TimelineEntry

# Kind of entry → appearance of its dot, and its icon.
LOOKS = {
    "detection": ("detect", "radio"),
    "alert": ("detect", "bell"),
    "observation": ("diagnose", "eye"),
    "hypothesis": ("diagnose", "scan"),
    "decision": ("decide", "gavel"),
    "action": ("act", "wrench"),
    "communication": ("note", "comment"),
    "escalation": ("note", "users"),
    "change": ("act", "git"),
    "recovery": ("recover", "heart"),
}
SOURCES = {
    "chat": "chat",
    "pager": "bell",
    "log": "log",
    "metrics": "graph",
    "deploy": "deploy",
    "review": "git",
    "call": "users",
    "mail": "mail",
    "status": "radio",
    "person": "user",
}


@dataclass(frozen=True)
class Row:
    """A moment (`entry`) or a silence (`gap`). `day` is set where a new day begins and several are shown."""

    entry: TimelineEntry | None = None
    gap: gaps.Gap | None = None
    spell: QuietSpell | None = None
    day: date | None = None
    since: timedelta | None = None
    dot: str = ""
    icon: str = ""
    source_icon: str = ""


@dataclass(frozen=True)
class Story:
    rows: list[Row]
    entries: list[TimelineEntry]
    open_gaps: list[gaps.Gap]
    spans_days: bool


def tell(
    entries: Sequence[TimelineEntry], spells: Sequence[QuietSpell], *, zone: tzinfo, only_key: bool = False
) -> Story:
    """The rows in order; with `only_key` just the starred moments, between which silences mean nothing."""
    ordered = sorted(entries, key=lambda entry: (entry.at, entry.pk or 0))
    silences = gaps.gaps([entry.at for entry in ordered], [(spell.start_at, spell.end_at) for spell in spells])
    days = {entry.at.astimezone(zone).date() for entry in ordered}
    after = {} if only_key else {gap.start: gap for gap in silences}
    rows: list[Row] = []
    before: datetime | None = None
    for entry in (entry for entry in ordered if entry.starred or not only_key):
        if before is not None and before < entry.at and (gap := after.get(before)):
            rows.append(Row(gap=gap, spell=_word_on(gap, spells)))
        rows.append(_moment(entry, before, zone, several_days=len(days) > 1))
        before = entry.at
    return Story(rows, ordered, [gap for gap in silences if not gap.is_explained], len(days) > 1)


def _moment(entry: TimelineEntry, before: datetime | None, zone: tzinfo, *, several_days: bool) -> Row:
    day = entry.at.astimezone(zone).date()
    is_new_day = before is None or before.astimezone(zone).date() != day
    dot, icon = LOOKS[entry.kind]
    return Row(
        entry=entry,
        day=day if several_days and is_new_day else None,
        since=entry.at - before if before else None,
        dot=dot,
        icon=icon,
        source_icon=SOURCES.get(entry.source, ""),
    )


def _word_on(gap: gaps.Gap, spells: Sequence[QuietSpell]) -> QuietSpell | None:
    if not gap.is_explained:
        return None
    return next((spell for spell in spells if spell.start_at < gap.end and spell.end_at > gap.start), None)
