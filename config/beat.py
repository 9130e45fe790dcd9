"""Beat: `celery -A config.beat beat`. It sends names of tasks, so it loads neither models nor apps: half the memory.

The schedule is kept in memory: ticks only say "look", so there is nothing to remember.
"""

import os
from datetime import timedelta
from typing import Any

from celery import Celery
from celery.beat import Scheduler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("debrief", fixups=[], set_as_current=False)
app.config_from_object("django.conf:settings", namespace="CELERY")


class PromptScheduler(Scheduler):
    """Ticks at once when it starts: otherwise a beat that dies every half minute would never tick at all."""

    def setup_schedule(self) -> None:
        super().setup_schedule()
        entries: dict[str, Any] = self.data  # type: ignore[attr-defined]
        for entry in entries.values():
            entry.last_run_at = entry.last_run_at - timedelta(days=1)
