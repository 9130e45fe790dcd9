"""How much there will be, and where its chance comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

YEARS = 5


@dataclass(frozen=True)
class Plan:
    """`today` is a midnight in UTC: the same plan gives the same rows."""

    incidents: int
    write_ups: int
    actions: int
    today: datetime
    seed: int = 1
    due_steps: int = 1_000
    people: int = 400
    teams: int = 40

    def scaled(self, scale: float) -> Plan:
        """The same organisation with a shorter or longer history."""
        counts = {name: max(1, round(getattr(self, name) * scale)) for name in ("incidents", "write_ups", "actions")}
        return Plan(**{**self.__dict__, **counts})

    @property
    def begin(self) -> datetime:
        return self.today - timedelta(days=365 * YEARS)

    @property
    def rows(self) -> int:
        """About how many rows this makes in all, for the progress bar."""
        return self.incidents * 16 + self.write_ups * 75 + self.actions * 3

    def chance(self, part: str) -> Random:
        """Each part draws from its own source, so that a change in one leaves the others as they were."""
        return Random(f"{self.seed}:{part}")

    def is_written_up(self, number: int) -> bool:
        """Spread evenly over the history."""
        return number * self.write_ups // self.incidents != (number - 1) * self.write_ups // self.incidents
