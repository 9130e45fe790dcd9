"""What the headline and the printed report should say, worked out from lists of rows by code of its own."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from incidents.models import Incident, IncidentRelation
from tests.insights.independent import CATEGORIES, ENDS, KINDS, World, day, median

TARGETS = {"deadline": 0.9, "high": 1.0, "root-cause": 1.0, "publish": 72.0} | dict.fromkeys(CATEGORIES, 0.9)
REPORTED = ("ttr", "incidents", "publish", "on-time", "deadline", "high", "moved", "met", "effective", "preventive")
ABOUT_ACTIONS = ("deadline", "high", "moved", "effective", "days", *CATEGORIES)
# Numbers of things, of which nobody says per cent.
THINGS = ("promised", "readers")
Z = 1.96


@dataclass(frozen=True)
class Told:
    """A measure in one stretch of time. `value` is None where there are too few values."""

    kind: str
    values: list[float]
    is_kept_back: bool = False

    @property
    def n(self) -> int:
        return len(self.values)

    @property
    def value(self) -> float | None:
        if self.kind == "count":
            return None if self.is_kept_back else float(self.n)
        if self.n < 5 or self.is_kept_back:
            return None
        return math.fsum(self.values) / self.n if self.kind == "share" else float(median(self.values))

    @property
    def hits(self) -> int:
        return sum(map(bool, self.values))

    @property
    def ninth(self) -> float:
        ordered = sorted(self.values)
        below, part = divmod(9 * (self.n - 1), 10)
        above = ordered[min(below + 1, self.n - 1)]
        return float(ordered[below] + (above - ordered[below]) * part / 10)

    def interval(self) -> tuple[float, float]:
        """The shares p for which (share − p)² = z² p (1 − p) ÷ n: what Wilson's interval lies between."""
        share = self.hits / self.n
        a, b, c = 1 + Z * Z / self.n, -(2 * share + Z * Z / self.n), share * share
        root = math.sqrt(max(b * b - 4 * a * c, 0))
        return (-b - root) / (2 * a), (-b + root) / (2 * a)

    def spread(self) -> float:
        return 1.2533 * (self.ninth - (self.value or 0)) / 1.2816 / math.sqrt(self.n)


def of_few(world: World, key: str, begin: date, stop: date) -> bool:
    """Whether what is told of actions is of fewer than three owners."""
    return len(world.owners(key, begin, stop) - {None}) < 3


class Report:
    """Of one stretch of time; `is_narrow`: of a team or a service, so that little may be told of actions."""

    def __init__(self, world: World, begin: date, stop: date, *, is_narrow: bool) -> None:
        self.world, self.begin, self.stop, self.is_narrow = world, begin, stop, is_narrow
        self.before = begin - (stop - begin)
        self.told: Callable[..., Told] = cache(self._told)

    def _told(self, key: str, *, before: bool = False) -> Told:
        begin, stop = (self.before, self.begin) if before else (self.begin, self.stop)
        values = [float(value) for at, value in self.world.counted(key) if begin <= at < stop]
        is_kept_back = self.is_narrow and key in ABOUT_ACTIONS and of_few(self.world, key, begin, stop)
        return Told(KINDS[key], values, is_kept_back)

    def changed(self, key: str) -> int:
        """−1 or 1 where it is less or more than before by more than chance."""
        now, then = self.told(key), self.told(key, before=True)
        if now.value is None or then.value is None or now.value == then.value:
            return 0
        gap = now.value - then.value
        if now.kind == "count":
            reach = Z * math.sqrt(now.value + then.value)
        elif now.kind == "median":
            reach = Z * math.sqrt(now.spread() ** 2 + then.spread() ** 2)
        else:
            (low, high), (low_then, high_then) = now.interval(), then.interval()
            nearer = (now.value - low, high_then - then.value) if gap > 0 else (high - now.value, then.value - low_then)
            reach = math.hypot(*nearer)
        return 0 if abs(gap) <= reach else 1 if gap > 0 else -1

    def headline(self, period: str) -> str:
        good, weak = next(iter(self._good()), ""), next(iter(self._weak()), "")
        if good and weak:
            return f"{good}. The weak spot: {weak}."
        if one := good or weak:
            return f"{one[0].upper()}{one[1:]}."
        n, due = self.told("incidents").n, self.told("deadline").n
        things = f"{n} incident{'s' * (n != 1)} and {due} action{'s' * (due != 1)} due"
        return f"Nothing can be concluded from {period}: {things}."

    def _good(self) -> list[str]:
        said, ttr, due = [], self.told("ttr"), self.told("deadline")
        if self.changed("ttr") < 0:
            share = 1 - (ttr.value or 0) / (self.told("ttr", before=True).value or 1)
            said.append(f"Incidents are resolved {100 * share:.0f}% faster than before")
        if due.value is not None and due.interval()[0] >= 0.9:
            said.append(f"{words('deadline', due.value)} of actions were done by their deadline")
        if (hours := self.told("publish").value) is not None and hours < 72:
            said.append(f"Half of all write-ups are out within {words('publish', hours)}")
        if self.changed("incidents") < 0:
            n, before = self.told("incidents").n, self.told("incidents", before=True).n
            said.append(f"{n} incidents instead of {before} in the same time")
        return said

    def _weak(self) -> list[str]:
        said, due, high = [], self.told("deadline"), self.told("high")
        if due.value is not None and due.interval()[1] < 0.9:
            said.append(
                f"{words('deadline', due.value)} of actions were done by their deadline, short of the 90% meant"
            )
        if high.value is not None and high.hits < high.n:
            late = high.n - high.hits
            said.append(f"{late} of {high.n} high-priority actions were not done by their deadline")
        if (hours := self.told("publish").value) is not None and hours >= 72:
            said.append(f"half of all write-ups take longer than {words('publish', hours)}")
        if self.changed("ttr") > 0:
            share = (self.told("ttr").value or 0) / (self.told("ttr", before=True).value or 1) - 1
            said.append(f"incidents take {100 * share:.0f}% longer to resolve than before")
        if back := self.told("recurring").n:
            said.append(f"{back} failure{'s' * (back > 1)} came back")
        return said

    def line(self, key: str) -> list[str]:
        """Value, n, whether the target is met, value before, change: as a line of the printed table has them."""
        now, then, target = self.told(key), self.told(key, before=True), TARGETS.get(key)
        met = ""
        if now.value is not None and target is not None:
            met = "met" if (now.value < target if key == "publish" else now.value >= target) else "not met"
        shown = "Cannot conclude" if now.value is None else words(key, now.value)
        return [
            shown,
            str(now.n),
            met,
            "–" if then.value is None else words(key, then.value, is_now=False),
            self._change(key),
        ]

    def _change(self, key: str) -> str:
        now, then = self.told(key), self.told(key, before=True)
        if now.value is None or then.value is None:
            return ""
        if not (way := self.changed(key)):
            return "no clear change"
        if now.kind == "share":
            points, up = 100 * abs(now.value - then.value), "up" if way > 0 else "down"
            return f"{points:.0f} points {up}" if points >= 1 else f"less than a point {up}"
        less = "more" if way > 0 else "less"
        if now.kind == "count" or key in THINGS or not then.value:
            return f"{words(key, abs(now.value - then.value))} {less}"
        return f"{100 * abs(now.value - then.value) / then.value:.0f}% {less}"

    def summaries(self) -> dict[str, str]:
        """Of SEV1 and SEV2 published then: reference to what became of their actions."""
        said = {}
        for row, write_up in self.world.out():
            if row.severity in ("sev1", "sev2") and self.begin <= day(write_up.published_at) < self.stop:
                said[row.reference] = self._actions_of(row.pk)
        return said

    def _actions_of(self, incident: int) -> str:
        own = [a for a in self.world.all_actions if a.incident_id == incident]
        late = [a for a in own if a.state in ("todo", "in_progress") and a.clock_started_at]
        days = [(self.world.today - a.due_on).days for a in late if a.due_on]
        undecided = sum(n > 21 for n in days)
        counts = [
            (sum(a.state == "dropped" for a in own), "dropped"),
            (sum(n > 0 for n in days), "overdue"),
            (undecided, "needs a decision" if undecided == 1 else "need a decision"),
        ]
        if not own:
            return "No actions agreed."
        first = f"{len(own)} action{'s' * (len(own) > 1)} agreed, {sum(a.state == 'done' for a in own)} done"
        return ", ".join([first, *(f"{n} {what}" for n, what in counts if n)]) + "."

    def returned(self) -> list[tuple[str, str, str]]:
        """Incident, the earlier one, and the state of what was promised then; newest first."""
        kinds, own = {"recurrence", "same_cause", "same_failure"}, {row.pk: row for row in self.world.incidents}
        found = []
        for relation in IncidentRelation.objects.all():
            row, earlier = own.get(relation.incident_id), self.world.seen.get(relation.other_id)
            if row and earlier and relation.kind in kinds and self.begin <= day(row.started_at) < self.stop:
                found.append((row.started_at, relation.pk, row.reference, earlier.reference, self._stood(row, earlier)))
        return [(row, earlier, state) for _, _, row, earlier, state in sorted(found, reverse=True)][:8]

    def _stood(self, row: Incident, earlier: Incident) -> str:
        at = row.started_at
        known = [a for a in self.world.all_actions if a.incident_id == earlier.pk and a.created_at <= at]
        still = sorted((a for a in known if not (a.closed_at and a.closed_at <= at)), key=lambda a: a.number)
        if still:
            over = (day(at) - still[0].due_on).days if still[0].due_on else 0
            return f"open, overdue in week {math.ceil(over / 7)}" if over > 0 else "open"
        if any(a.state == "dropped" for a in known):
            return "dropped, with its reason on file"
        return "done" if known else ""


def words(key: str, value: float, *, is_now: bool = True) -> str:
    """Not rounded to a target that is missed now."""
    kind = KINDS[key]
    if kind == "share":
        said = f"{100 * value:.0f}%"
        if is_now and value < TARGETS.get(key, 0) and said == f"{100 * TARGETS[key]:.0f}%":
            return f"{int(1000 * value) / 10:.1f}%"
        return f"{100 * value:.1f}%" if value not in (0, 1) and said in ("0%", "100%") else said
    if kind == "count":
        return f"{value:.0f}"
    said = f"{value:.1f}".removesuffix(".0")
    if key == "publish":
        return f"{said} h"
    if key not in ENDS:
        return said if key in THINGS else f"{said} day{'s' * (said != '1')}"
    seconds = round(value)
    if seconds < 60:
        return f"{seconds} s"
    units = ((86_400, "days"), (3_600, "h")) if seconds >= 2 * 86_400 else ((3_600, "h"), (60, "min"))
    parts = [f"{seconds // units[0][0]} {units[0][1]}", f"{seconds % units[0][0] // units[1][0]} {units[1][1]}"]
    return " ".join(part for part in parts if not part.startswith("0 "))
