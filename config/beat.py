"""The schedule of beat, kept in memory: ticks only say "look", so there is nothing to remember."""

from datetime import timedelta
from typing import Any

from celery.beat import Scheduler


class PromptScheduler(Scheduler):
    """Ticks at once when it starts: otherwise a beat that dies every half minute would never tick at all."""

    def setup_schedule(self) -> None:
        super().setup_schedule()
        entries: dict[str, Any] = self.data  # type: ignore[attr-defined]
        for entry in entries.values():
            entry.last_run_at = entry.last_run_at - timedelta(days=1)
