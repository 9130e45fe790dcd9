"""Beat's own scheduler, at a pace that gives every kill something to interrupt."""

import random
import threading
from typing import Any

from celery.schedules import schedule

from config.beat import PromptScheduler

EVERY_SECONDS = 0.5


# What the kills interrupt. A worker that every tick of the product keeps busy would come to none of them.
INTERRUPTED = ("ladder", "sweep", "audit", "clocks", "texts")


class Brisk(PromptScheduler):
    def setup_schedule(self) -> None:
        super().setup_schedule()
        entries: dict[str, Any] = self.data  # type: ignore[attr-defined]
        for name in INTERRUPTED:
            entries[name].schedule = schedule(EVERY_SECONDS)


class Attentive(PromptScheduler):
    """The pace of the product, but that what comes in is looked for every second: a worker that is kept busy by ticks
    would read nothing."""

    def setup_schedule(self) -> None:
        super().setup_schedule()
        entries: dict[str, Any] = self.data  # type: ignore[attr-defined]
        entries["signals"].schedule = schedule(1.0)


def at_some_moment(rng: random.Random) -> None:
    threading.Event().wait(rng.uniform(0, 0.4))
