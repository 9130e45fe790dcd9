"""Late by the clocks that run from the all-clear. A fact, stated plainly."""

from __future__ import annotations

from collections.abc import Iterator

from kit.components.words import duration
from postmortems import clocks
from postmortems.advice.advice import Advice
from postmortems.snapshot import Snapshot

FADES = "Details fade within days, and other teams wait for what was learned."


def lateness(snapshot: Snapshot) -> Iterator[Advice]:
    """The publication's lateness says the draft's too. What is done, late or not, needs no advice."""
    progress = snapshot.progress
    if progress is None or progress.resolved_at is None or progress.published_at is not None:
        return
    waiting = [(clocks.PUBLISH, "Publication")]
    if progress.submitted_at is None:
        waiting.append((clocks.DRAFT, "The draft"))
    for limit, what in waiting:
        late = clocks.clock(limit, progress.resolved_at, at=progress.at).late
        if late:
            hours = int(limit.within.total_seconds()) // 3_600
            title = f"{what} is late by {duration(late)}: it was due {hours} h after the all-clear"
            yield Advice("late", "", title, FADES)
            return
