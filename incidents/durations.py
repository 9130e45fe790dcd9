"""Milestones of an incident, the durations between them, and the phases its time went into."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import combinations, pairwise

Times = Mapping[str, "datetime | None"]

MILESTONES: dict[str, str] = {
    "started": "Started",
    "detected": "Detected",
    "engaged": "Engaged",
    "understood": "Understood",
    "fix_decided": "Fix decided",
    "restored": "Restored",
    "resolved": "Resolved",
}
"""Key to label, in the order they are expected to happen."""


@dataclass(frozen=True)
class Duration:
    key: str
    short: str
    name: str
    meaning: str
    start: str
    end: str


DURATIONS = (
    Duration(
        "ttd",
        "TTD",
        "Time to detect",
        "From the first effect until somebody or something noticed",
        "started",
        "detected",
    ),
    Duration("tte", "TTE", "Time to engage", "From noticing until a person had taken it on", "detected", "engaged"),
    Duration(
        "ttu", "TTU", "Time to understand", "From taking it on until the cause was known", "engaged", "understood"
    ),
    Duration(
        "ttrec",
        "TTRec",
        "Time to recovery",
        "From deciding on the fix until service was back",
        "fix_decided",
        "restored",
    ),
    Duration("ttr", "TTR", "Time to resolve", "From noticing until the all-clear", "detected", "resolved"),
    Duration(
        "impact", "Impact", "Customer impact", "From the first effect until service was back", "started", "restored"
    ),
)


class State(StrEnum):
    RECORDED = "recorded"
    PENDING = "pending"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"


@dataclass(frozen=True)
class Measured:
    """`seconds` is negative when the state is invalid and None when an end is missing."""

    duration: Duration
    state: State
    seconds: int | None
    formula: str


@dataclass(frozen=True)
class Phase:
    """A stretch of the phase bar. `covers` names the phases it stands for: several where a milestone is missing."""

    key: str
    label: str
    start: datetime
    end: datetime
    seconds: int
    share: int
    covers: tuple[str, ...]


# The milestone each phase ends at; a phase starts where the one before ended.
_PHASES = {
    "detected": ("detect", "Detect"),
    "engaged": ("engage", "Engage"),
    "understood": ("understand", "Understand"),
    "restored": ("restore", "Restore"),
    "resolved": ("verify", "Verify and close"),
}
_BOUNDARIES = ("started", *_PHASES)


def measure(milestones: Times, *, is_open: bool) -> list[Measured]:
    """Every duration, in the order of DURATIONS. Missing keys count as not recorded."""
    return [_measure(duration, milestones, is_open=is_open) for duration in DURATIONS]


def is_statistical(state: State) -> bool:
    """Whether a duration in this state may enter a median: an invalid one is shown, never counted."""
    return state == State.RECORDED


def out_of_order(milestones: Times) -> list[tuple[str, str]]:
    """Neighbouring recorded milestones of which the later in meaning has the earlier time."""
    known = [(key, at) for key in MILESTONES if (at := milestones.get(key))]
    return [(a, b) for (a, a_at), (b, b_at) in pairwise(known) if b_at < a_at]


def phases(milestones: Times) -> list[Phase]:
    """Where the time went, from the first to the last milestone that can be trusted; empty when fewer than two can.

    Milestones that contradict the most others are passed over. The shares are whole percents that sum to 100,
    at least 1 for a phase of a second or more; all 0 when no time passed.
    """
    known = _longest_in_order([(key, at) for key in _BOUNDARIES if (at := milestones.get(key))])
    lengths = [int((end - start).total_seconds()) for (_, start), (_, end) in pairwise(known)]
    found = []
    for ((before, start), (after, end)), seconds, share in zip(pairwise(known), lengths, shares(lengths), strict=True):
        key, label = _PHASES[after]
        ends = _BOUNDARIES[_BOUNDARIES.index(before) + 1 : _BOUNDARIES.index(after) + 1]
        covers = tuple(_PHASES[name][0] for name in ends)
        found.append(Phase(key, label, start, end, seconds, share, covers))
    return found


def shares(amounts: Sequence[int]) -> list[int]:
    """Whole percents summing to 100, by largest remainder, at least 1 for each amount above 0; all 0 when all are."""
    total = sum(amounts)
    if not total:
        return [0] * len(amounts)
    whole = [max(amount * 100 // total, amount > 0) for amount in amounts]
    by_remainder = sorted(range(len(amounts)), key=lambda i: amounts[i] * 100 % total, reverse=True)
    for i in by_remainder[: max(0, 100 - sum(whole))]:
        whole[i] += 1
    while sum(whole) > 100:
        whole[whole.index(max(whole))] -= 1
    return whole


def _measure(duration: Duration, milestones: Times, *, is_open: bool) -> Measured:
    start, end = milestones.get(duration.start), milestones.get(duration.end)
    formula = _formula(duration, start, end)
    if start is None or end is None:
        return Measured(duration, State.PENDING if is_open else State.NOT_APPLICABLE, None, formula)
    seconds = int((end - start).total_seconds())
    return Measured(duration, State.INVALID if end < start else State.RECORDED, seconds, formula)


def _formula(duration: Duration, start: datetime | None, end: datetime | None) -> str:
    style = _style(at for at in (start, end) if at)
    terms = [
        f"{MILESTONES[key].lower()} {at.astimezone(UTC).strftime(style) if at else '(not recorded)'}"
        for key, at in ((duration.end, end), (duration.start, start))
    ]
    return " − ".join(terms)


def _style(times: Iterable[datetime]) -> str:
    """Only as much of the times as it takes for the subtraction to come out right by eye."""
    times = [at.astimezone(UTC) for at in times]
    clock = "%H:%M:%S" if any(at.second for at in times) else "%H:%M"
    return f"%-d %b %Y {clock}" if len({at.date() for at in times}) > 1 else clock


def _longest_in_order(known: list[tuple[str, datetime]]) -> list[tuple[str, datetime]]:
    for size in range(len(known), 1, -1):
        for chosen in combinations(known, size):
            if all(a <= b for (_, a), (_, b) in pairwise(chosen)):
                return list(chosen)
    return []
