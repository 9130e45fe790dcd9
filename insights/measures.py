"""What a measure is. No measure is about a person, and none is told from so few values that one could be guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from insights.facts import Numbers
from insights.statistics import LEAST

SHARE, SECONDS, HOURS, DAYS, COUNT = "share", "seconds", "hours", "days", "count"
OUTCOME, WRITING, MEETING, PROMISES, LEARNING = "Outcome", "Writing up", "Meetings", "Actions", "Learning"
GROUPS = (OUTCOME, WRITING, MEETING, PROMISES, LEARNING)
# Fewer owners than this, and a number about actions would be about them.
LEAST_OWNERS = 3


@dataclass(frozen=True)
class Reading:
    """`value` is None where nothing can be concluded: `n` says from how few. `hits` of a share."""

    value: float | None
    n: int
    p90: float | None = None
    hits: int | None = None


Reader = Callable[[Numbers], Reading]


@dataclass(frozen=True)
class Measure:
    """`things`: what is counted, in the plural. `rows` names the list behind the number, in insights.rows."""

    key: str
    name: str
    group: str
    unit: str
    formula: str
    things: str
    read: Reader
    rows: str
    target: float | None = None
    under: bool = False
    # None where neither more nor less is better by itself.
    less_is_better: bool | None = None
    # Which number of owners stands behind one about actions.
    owners: str = ""
    in_detail: bool = False
    note: str = field(default="")

    def of(self, numbers: Numbers, *, is_narrow: bool) -> Reading:
        found = self.read(numbers)
        if self.owners and is_narrow and (numbers.get(self.owners) or 0) < LEAST_OWNERS:
            return Reading(None, found.n)
        return found

    def meets(self, value: float) -> bool | None:
        if self.target is None:
            return None
        return value < self.target if self.under else value >= self.target


def share(hits: str, of: str) -> Reader:
    def read(numbers: Numbers) -> Reading:
        n, hit = int(numbers.get(of) or 0), int(numbers.get(hits) or 0)
        return Reading(hit / n if n >= LEAST else None, n, hits=hit)

    return read


def middle(name: str) -> Reader:
    def read(numbers: Numbers) -> Reading:
        n = int(numbers.get(f"{name}_n") or 0)
        if n < LEAST:
            return Reading(None, n)
        return Reading(numbers[f"{name}_p50"], n, numbers[f"{name}_p90"])

    return read


def count(name: str) -> Reader:
    def read(numbers: Numbers) -> Reading:
        n = int(numbers.get(name) or 0)
        return Reading(n, n)

    return read
