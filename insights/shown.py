"""A measure as pages, files and the report show it: in words, beside its target and the time before."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.urls import reverse

from insights.declared import MEASURES
from insights.facts import Facts
from insights.measures import COUNT, DAYS, HOURS, SECONDS, SHARE, Measure, Reading
from insights.scope import Scope
from insights.statistics import LEAST, differ
from kit.components.words import duration

# Standard deviations from the median to the ninth decile of a bell curve, and of a median's own error.
TO_P90, OF_MEDIAN = 1.2816, 1.2533


def in_words(unit: str, value: float) -> str:
    """For example "84%", "2 h 13 min", "61 h", "13 days", "10"."""
    if unit == SHARE:
        return f"{percent(value)}%"
    if unit == SECONDS:
        return str(duration(value))
    said = f"{value:,.1f}".removesuffix(".0")
    if unit == HOURS:
        return f"{said} h"
    return f"{said} day{'' if said == '1' else 's'}" if unit == DAYS else said


def percent(share: float) -> str:
    """Never rounded up to 100 or down to 0: "99.6" is not all of them."""
    whole = round(share * 100)
    exact = whole in (0, 100) and share not in (0, 1)
    return f"{share * 100:.1f}" if exact else str(whole)


def exactly(share: float) -> str:
    """To a tenth of a per cent, cut off rather than rounded."""
    return f"{math.floor(share * 1000) / 10:.1f}%"


def said(measure: Measure, value: float) -> str:
    """Rounded, but never to a target that is missed: 89.7% are not 90%."""
    words = in_words(measure.unit, value)
    if measure.unit != SHARE or measure.target is None or measure.meets(value):
        return words
    return exactly(value) if words == in_words(SHARE, measure.target) else words


@dataclass(frozen=True)
class Shown:
    measure: Measure
    now: Reading
    before: Reading
    href: str
    before_href: str

    @property
    def value(self) -> str:
        return "" if self.now.value is None else said(self.measure, self.now.value)

    @property
    def is_about_few(self) -> bool:
        """Kept back because of its few owners, not of few values."""
        return self.now.value is None and self.now.n >= LEAST

    @property
    def p90(self) -> str:
        return in_words(self.measure.unit, self.now.p90) if self.now.p90 is not None else ""

    @property
    def value_before(self) -> str:
        return in_words(self.measure.unit, self.before.value) if self.before.value is not None else ""

    @property
    def least(self) -> int:
        return LEAST

    @property
    def is_met(self) -> bool | None:
        return None if self.now.value is None else self.measure.meets(self.now.value)

    @property
    def target(self) -> str:
        if self.measure.target is None:
            return ""
        return f"{'under ' if self.measure.under else ''}{in_words(self.measure.unit, self.measure.target)}"

    @property
    def has_changed(self) -> bool:
        """By more than chance explains, at 95 %."""
        now, before = self.now, self.before
        if now.value is None or before.value is None:
            return False
        if now.hits is not None and before.hits is not None:
            return differ(now.hits, now.n, before.hits, before.n)
        if now.p90 is None or before.p90 is None:
            return abs(now.value - before.value) > 1.96 * math.sqrt(now.value + before.value)
        return abs(now.value - before.value) > 1.96 * math.hypot(_error(now), _error(before))

    @property
    def direction(self) -> str:
        """ "good" or "bad" when it changed and one of them is meant; else nothing."""
        if not self.has_changed or self.measure.less_is_better is None:
            return ""
        return "good" if (self.now.value < self.before.value) == self.measure.less_is_better else "bad"  # type: ignore[operator]

    @property
    def change(self) -> str:
        """Beside the value before: "12% less", "3 points up", "about the same"; nothing where one cannot conclude."""
        if self.now.value is None or self.before.value is None:
            return ""
        if not self.has_changed:
            return "no clear change"
        if self.measure.unit == SHARE:
            points = abs(self.now.value - self.before.value) * 100
            up = "up" if self.now.value > self.before.value else "down"
            return f"{points:.0f} points {up}" if points >= 1 else f"less than a point {up}"
        less = "less" if self.now.value < self.before.value else "more"
        if not self.before.value or self.measure.unit == COUNT:
            return f"{in_words(self.measure.unit, abs(self.now.value - self.before.value))} {less}"
        return f"{abs(self.now.value / self.before.value - 1) * 100:.0f}% {less}"


def _error(reading: Reading) -> float:
    """The standard error of a median, as if values were spread like a bell above it."""
    assert reading.value is not None and reading.p90 is not None
    return OF_MEDIAN * (reading.p90 - reading.value) / TO_P90 / math.sqrt(reading.n)


def shown(measure: Measure, facts: Facts, scope: Scope) -> Shown:
    now = measure.of(facts.whole, is_narrow=scope.is_narrow)
    before = measure.of(facts.before, is_narrow=scope.is_narrow)
    href = reverse("insights:rows", args=[measure.rows])
    return Shown(measure, now, before, href + scope.query(), href + scope.query(before=1))


def all_shown(facts: Facts, scope: Scope) -> dict[str, Shown]:
    return {key: shown(measure, facts, scope) for key, measure in MEASURES.items()}
