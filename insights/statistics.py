"""Arithmetic of small numbers, pure. Sources are named where a formula is not a matter of course."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# Fewer than this many values are shown by their count alone.
LEAST = 5
# A control chart with fewer points than this has limits that mean nothing.
LEAST_POINTS = 8


def quantile(counts: Mapping[int, int], share: float) -> float | None:
    """Of values and how often each occurs, interpolated linearly between neighbours as PostgreSQL's percentile_cont."""
    total = sum(counts.values())
    if not total:
        return None
    place = share * (total - 1)
    low, high = math.floor(place), math.ceil(place)
    values: list[int] = []
    seen = 0
    for value in sorted(counts):
        seen += counts[value]
        while len(values) < 2 and seen > (low, high)[len(values)]:
            values.append(value)
        if len(values) == 2:
            break
    return values[0] + (values[1] - values[0]) * (place - low)


@dataclass(frozen=True)
class Limits:
    """What is ordinary: a point outside says that something changed. One pair per point."""

    centre: float
    lower: list[float]
    upper: list[float]
    formula: str

    def outside(self, values: Sequence[float | None]) -> list[int]:
        """Places of the points that lie outside."""
        bounds = enumerate(zip(values, self.lower, self.upper, strict=True))
        return [at for at, (value, low, high) in bounds if value is not None and not low <= value <= high]


def individuals(values: Sequence[float | None]) -> Limits | None:
    """Limits of an individuals chart: mean ± 2.66 × mean moving range (Montgomery, Introduction to SPC, ch. 6.4)."""
    known = [value for value in values if value is not None]
    if len(known) < LEAST_POINTS:
        return None
    centre = sum(known) / len(known)
    ranges = [abs(later - earlier) for earlier, later in zip(known, known[1:], strict=False)]
    reach = 2.66 * sum(ranges) / len(ranges)
    size = len(values)
    return Limits(
        centre,
        [max(0.0, centre - reach)] * size,
        [centre + reach] * size,
        "mean ± 2.66 × mean moving range (XmR chart)",
    )


def shares(hits: Sequence[int], totals: Sequence[int]) -> Limits | None:
    """Limits of a p chart: p ± 3 √(p (1 − p) / n), with each point's own n (Montgomery, ch. 7.2)."""
    counted = [n for n in totals if n]
    if len(counted) < LEAST_POINTS:
        return None
    centre = sum(hits) / sum(totals)
    reach = [3 * math.sqrt(centre * (1 - centre) / n) if n else 1.0 for n in totals]
    lower, upper = [max(0.0, centre - r) for r in reach], [min(1.0, centre + r) for r in reach]
    return Limits(centre, lower, upper, "p ± 3 √(p (1 − p) ÷ n) (p chart)")


def counts(values: Sequence[int], lengths: Sequence[int]) -> Limits | None:
    """Limits of a u chart over stretches of so many days: u·d ± 3 √(u·d) (Montgomery, ch. 7.3)."""
    if len([days for days in lengths if days]) < LEAST_POINTS:
        return None
    rate = sum(values) / sum(lengths)
    usual = [rate * days for days in lengths]
    lower = [max(0.0, mean - 3 * math.sqrt(mean)) for mean in usual]
    upper = [mean + 3 * math.sqrt(mean) for mean in usual]
    return Limits(rate * max(lengths), lower, upper, "u ± 3 √u, per day and length of the step (u chart)")


def wilson(hits: int, total: int, z: float = 1.96) -> tuple[float, float]:
    """95 % interval of a share (Wilson, JASA 22, 1927)."""
    if not total:
        return 0.0, 1.0
    share = hits / total
    centre = (share + z * z / (2 * total)) / (1 + z * z / total)
    reach = z / (1 + z * z / total) * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    return max(0.0, centre - reach), min(1.0, centre + reach)


def differ(hits: int, total: int, hits_before: int, total_before: int) -> bool:
    """Whether two shares differ by more than chance explains: Newcombe's 95 % interval (1998) leaves out zero."""
    if not total or not total_before:
        return False
    now, before = hits / total, hits_before / total_before
    (low, high), (low_before, high_before) = wilson(hits, total), wilson(hits_before, total_before)
    difference = now - before
    lower = difference - math.sqrt((now - low) ** 2 + (high_before - before) ** 2)
    upper = difference + math.sqrt((high - now) ** 2 + (before - low_before) ** 2)
    return not lower <= 0 <= upper
