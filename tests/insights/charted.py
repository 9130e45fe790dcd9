"""What the charts should say, worked out per step from the rows by code of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from tests.insights.independent import KINDS, World
from tests.insights.said import ABOUT_ACTIONS, Told, of_few

END = date(2026, 3, 19)
SEVERITIES = ("sev1", "sev2", "sev3", "sev4")


def stretch(key: str) -> tuple[date, date, list[date]]:
    """First day, the day after the last, and the first days of its steps; seen from 18 March 2026."""
    if not key:
        return date(2025, 4, 1), END, [date(2025 + (m > 12), (m - 1) % 12 + 1, 1) for m in range(4, 16)]
    begin, end = {
        "90d": (END - timedelta(days=90), END),
        "q": (date(2026, 1, 1), END),
        "2025-q3": (date(2025, 7, 1), date(2025, 10, 1)),
    }[key]
    return begin, end, [begin + timedelta(days=n) for n in range(0, (end - begin).days, 7)]


@dataclass(frozen=True)
class Range:
    """What is ordinary, per step."""

    centre: float
    lower: list[float]
    upper: list[float]

    def outside(self, values: list[float | None]) -> list[int]:
        return [
            n for n, v in enumerate(values) if v is not None and not self.lower[n] - 1e-9 <= v <= self.upper[n] + 1e-9
        ]


class Charted:
    """`key` of the period."""

    def __init__(self, world: World, key: str, *, is_narrow: bool) -> None:
        self.world = world
        self.begin, self.end, self.steps = stretch(key)
        self.cuts = list(zip(self.steps, [*self.steps[1:], self.end], strict=True))
        self.each = "week" if key else "month"
        self.names = [f"Week of {d.day} {d:%b}" if key else f"{d:%b %Y}" for d in self.steps]
        self.is_narrow = is_narrow

    def told(self, key: str, begin: date, stop: date) -> Told:
        values = [float(value) for at, value in self.world.counted(key) if begin <= at < stop]
        return Told(
            KINDS[key], values, self.is_narrow and key in ABOUT_ACTIONS and of_few(self.world, key, begin, stop)
        )

    def by_step(self, key: str) -> list[Told]:
        return [self.told(key, *cut) for cut in self.cuts]

    @cached_property
    def severities(self) -> list[list[int]]:
        found = [[0] * 4 for _ in self.cuts]
        for row in self.world.incidents:
            for n, (begin, stop) in enumerate(self.cuts):
                if begin <= row.started_at.date() < stop:
                    found[n][SEVERITIES.index(row.severity)] += 1
        return found

    def moving(self, key: str) -> Range | None:
        """Of single values: the mean, and 2.66 times how much neighbours differ on average, either way."""
        told = [each.value for each in self.by_step(key)]
        known = [value for value in told if value is not None]
        if len(known) < 8:
            return None
        centre = math.fsum(known) / len(known)
        jumps = [abs(known[n] - known[n - 1]) for n in range(1, len(known))]
        reach = 2.66 * math.fsum(jumps) / len(jumps)
        return Range(centre, [max(centre - reach, 0)] * len(told), [centre + reach] * len(told))

    def of_shares(self, key: str) -> Range | None:
        """Three standard deviations of a share of so many, about the share of all."""
        told = self.by_step(key)
        if all(each.value is None for each in told) or sum(each.n > 0 for each in told) < 8:
            return None
        share = sum(each.hits for each in told) / sum(each.n for each in told)
        three = [9 * share * (1 - share) / each.n if each.n else 1 for each in told]
        return Range(
            share, [max(share - math.sqrt(v), 0) for v in three], [min(share + math.sqrt(v), 1) for v in three]
        )

    def of_counts(self) -> Range | None:
        """Three square roots of what so many days bring on average."""
        totals, days = [sum(row) for row in self.severities], [(b - a).days for a, b in self.cuts]
        if len(days) < 8:
            return None
        mean = [sum(totals) * n / sum(days) for n in days]
        return Range(0, [max(m - 3 * m**0.5, 0) for m in mean], [m + 3 * m**0.5 for m in mean])

    def finding(self, usual: Range | None, values: list[float | None]) -> str:
        known = sum(value is not None for value in values)
        if usual is None:
            return f"{known} {self.each}{'s' * (known != 1)} with numbers: too few to say what is ordinary."
        odd = [self.names[n] for n in usual.outside(values)]
        if not odd:
            return f"No {self.each} lies outside the ordinary range."
        if len(odd) > 3:
            return f"{len(odd)} {self.each}s lie outside the ordinary range."
        return f"Outside the ordinary range: {', '.join(odd)}."
