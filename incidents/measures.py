"""Durations and phases as the page shows them: with their formula, and what is usual."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from incidents import durations
from incidents.durations import Measured, Phase
from incidents.medians import Median, medians
from incidents.models import Incident
from kit.components.words import duration as in_words

# The phase whose colour a duration has on the bar.
COLOURS = {
    "ttd": "detect",
    "tte": "engage",
    "ttu": "understand",
    "ttrec": "restore",
    "ttr": "verify",
    "impact": "",
}
# A tick needs this much of the bar to itself, in per cent, or its words run into its neighbour's.
ROOM = 14


@dataclass(frozen=True)
class Stat:
    measured: Measured
    median: Median | None
    colour: str


@dataclass(frozen=True)
class Tick:
    at: datetime
    label: str
    share: int
    place: str


@dataclass(frozen=True)
class Measures:
    """`sentence` says the phase bar to those who do not see it; empty without phases."""

    stats: list[Stat]
    phases: list[Phase]
    ticks: list[Tick]
    sentence: str
    flaws: list[str]


def measured(incident: Incident) -> Measures:
    usual = medians(incident.severity)
    found = durations.measure(incident.milestones, is_open=incident.is_open)
    stats = [Stat(m, usual.get(m.duration.key), COLOURS[m.duration.key]) for m in found]
    phases = durations.phases(incident.milestones)
    flaws = [
        f"{durations.MILESTONES[later]} lies before {durations.MILESTONES[earlier].lower()}."
        for earlier, later in durations.out_of_order(incident.milestones)
    ]
    return Measures(stats, phases, _ticks(phases), _sentence(phases), flaws)


def _ticks(phases: list[Phase]) -> list[Tick]:
    """The first and the last moment, and those between that have room."""
    if not phases:
        return []
    ticks = [Tick(phases[0].start, "start", 0, "first")]
    share = 0
    for phase in phases[:-1]:
        share += phase.share
        if share - ticks[-1].share >= ROOM and 100 - share >= ROOM:
            ticks.append(Tick(phase.end, _ENDS[phase.key], share, "mid"))
    return [*ticks, Tick(phases[-1].end, _ENDS[phases[-1].key], 100, "last")]


_ENDS = {
    "detect": "detected",
    "engage": "engaged",
    "understand": "cause found",
    "restore": "service restored",
    "verify": "all-clear",
}


def _sentence(phases: list[Phase]) -> str:
    if not phases:
        return ""
    total = in_words(sum(phase.seconds for phase in phases))
    parts = ", ".join(f"{in_words(phase.seconds)} to {phase.label.lower()}" for phase in phases)
    return f"{total}: {parts}."
