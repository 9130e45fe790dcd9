"""How the organisation learns, in four levels, from the numbers alone; and what is missing for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from insights.measures import COUNT, SHARE
from insights.shown import Shown, exactly


@dataclass(frozen=True)
class Criterion:
    """`holds` of the value of a measure. Where nothing can be concluded it does not hold, and says so."""

    measure: str
    says: str
    holds: Callable[[float], bool]


@dataclass(frozen=True)
class Level:
    key: str
    name: str
    meaning: str
    criteria: tuple[Criterion, ...] = ()


@dataclass(frozen=True)
class Evidence:
    criterion: Criterion
    shown: Shown

    @property
    def holds(self) -> bool:
        return self.shown.now.value is not None and self.criterion.holds(self.shown.now.value)

    @property
    def said(self) -> str:
        if self.shown.now.value is None:
            return f"cannot conclude from {self.shown.now.n}"
        if self.shown.measure.unit == COUNT:
            return f"{self.shown.value} so far"
        return f"{self._value(self.shown.now.value)} of {self.shown.now.n} {self.shown.measure.things}"

    def _value(self, value: float) -> str:
        """Rounded, unless that would say the opposite of `holds`."""
        if self.shown.measure.unit != SHARE or self.criterion.holds(round(value, 2)) == self.holds:
            return self.shown.value
        return exactly(value)


@dataclass(frozen=True)
class Step:
    level: Level
    evidence: list[Evidence]
    is_reached: bool
    is_present: bool

    @property
    def missing(self) -> list[Evidence]:
        return [each for each in self.evidence if not each.holds]


LEVELS = (
    Level("reactive", "Reactive", "Incidents are dealt with when they come."),
    Level(
        "consistent",
        "Consistent",
        "What must be written up is written up, with a cause, and most promises are kept.",
        (
            Criterion("on-time", "At least half of the write-ups are on time", lambda value: value >= 0.5),
            Criterion("root-cause", "At least 90% name a root cause", lambda value: value >= 0.9),
            Criterion("deadline", "At least 70% of actions are done by their deadline", lambda value: value >= 0.7),
        ),
    ),
    Level(
        "proactive",
        "Proactive",
        "Promises are kept, and near misses are looked into before they become incidents.",
        (
            Criterion("deadline", "At least 90% of actions are done by their deadline", lambda value: value >= 0.9),
            Criterion("publish", "Half of the write-ups are out within 72 h", lambda value: value < 72),
            Criterion("near-misses", "Near misses are told", lambda value: value >= 1),
            Criterion("moved", "At most a quarter of deadlines are moved", lambda value: value <= 0.25),
        ),
    ),
    Level(
        "learning",
        "Learning",
        "Changes are looked at again, help, and other teams take them up.",
        (
            Criterion("high", "At least 95% of high-priority actions are done by their deadline", lambda v: v >= 0.95),
            Criterion("effective", "At least 70% of the actions looked at later had helped", lambda v: v >= 0.7),
            Criterion("preventive", "Teams take preventive actions from others' write-ups", lambda v: v >= 1),
            Criterion("met", "At least half of the review meetings are held within 48 h", lambda v: v >= 0.5),
        ),
    ),
)


def ladder(shown: Mapping[str, Shown]) -> list[Step]:
    """All levels in order; reached are those of which, and of all below, every criterion holds."""
    steps: list[Step] = []
    so_far = True
    for level in LEVELS:
        evidence = [Evidence(criterion, shown[criterion.measure]) for criterion in level.criteria]
        so_far = so_far and all(each.holds for each in evidence)
        steps.append(Step(level, evidence, so_far, is_present=False))
    present = max(at for at, step in enumerate(steps) if step.is_reached)
    return [Step(step.level, step.evidence, step.is_reached, at == present) for at, step in enumerate(steps)]
