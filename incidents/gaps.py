"""Silences in a timeline: stretches in which nobody wrote anything down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

MINIMUM = timedelta(minutes=15)
NONE = timedelta()


@dataclass(frozen=True)
class Gap:
    """`minutes` counts whole minutes. Explained: somebody said what happened, or that nothing did."""

    start: datetime
    end: datetime
    minutes: int
    is_explained: bool


def gaps(
    times: Iterable[datetime], answered: Sequence[tuple[datetime, datetime]] = (), minimum: timedelta = MINIMUM
) -> list[Gap]:
    """The gaps of at least `minimum` between neighbouring entries, earliest first; entries may come in any order.

    Answers are stretches of time, not gaps: they hold when an entry is later added, moved or deleted, as long as
    what they leave open of the gap is itself shorter than a gap.
    """
    return [
        Gap(start, end, (end - start) // timedelta(minutes=1), _unanswered(start, end, answered) < minimum)
        for start, end in pairwise(sorted(times))
        if end - start >= minimum
    ]


def _unanswered(start: datetime, end: datetime, answered: Sequence[tuple[datetime, datetime]]) -> timedelta:
    left, reached = NONE, start
    for answer_start, answer_end in sorted(answered):
        if answer_end <= reached or answer_start >= end:
            continue
        left += max(NONE, answer_start - reached)
        reached = min(answer_end, end)
    return left + (end - reached)
