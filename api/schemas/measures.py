from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

Unit = Literal["share", "seconds", "hours", "days", "count"]


class Stretch(Schema):
    """Days in UTC; the last one is counted."""

    first: date
    last: date


class Reading(Schema):
    """`value` is null where nothing can be concluded: from too few values, or about too few people."""

    value: float | None = Field(description="In the unit of the measure; a share lies between 0 and 1.")
    n: int = Field(description="How many values it is made of.")
    p90: float | None = Field(description="Nine of ten values lie below it; of medians only.")
    hits: int | None = Field(description="Of a share: how many of the n.")


class Step(Stretch, Reading):
    """One month or week of the period."""


class Measure(Schema):
    key: str
    name: str
    group: str
    unit: Unit
    formula: str
    things: str = Field(description="What is counted.")
    target: float | None
    target_met: bool | None
    now: Reading
    before: Reading = Field(description="The same in the equally long stretch before.")
    has_changed: bool = Field(description="By more than chance explains, at 95 %.")


class Asked(Schema):
    """Which incidents are counted: those that the token's person may see, narrowed by this."""

    period: Stretch
    before: Stretch
    team: str | None
    service: str | None
    severity: str | None
    least: int = Field(description="From fewer values nothing is concluded.")


class Measures(Asked):
    items: list[Measure]


class MeasureInSteps(Asked):
    measure: Measure
    steps: list[Step]
