"""The tick of the ladder, with a thousand rungs due."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime

from actions import ladder, workflow
from actions.models import Action
from actions.workflow.winding import workdays_of
from activity.models import Notice
from kit import clock

DUE, RUNS = 1_000, 5


def tick() -> tuple[float, int]:
    """(seconds, rungs opened): the median of several runs, each with the same rungs due."""
    taken, opened = [], 0
    for _ in range(RUNS):
        _forget()
        started = time.perf_counter()
        opened = workflow.open_steps()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken), opened


def _forget() -> None:
    """Of the first overdue actions, the latest rung is as if it had not been opened yet. Nothing else is due."""
    Action.objects.stepping(clock.now()).update(next_step_at=datetime(2199, 1, 1, tzinfo=UTC))
    rows = Action.objects.overdue(on=clock.now().date()).filter(owner__is_active=True).select_related("owner")
    chosen = list(rows.order_by("pk")[:DUE])
    for action in chosen:
        _step_back(action)
    Action.objects.bulk_update(chosen, ["next_step_at", "last_step", "deadline_set_at"], batch_size=500)
    numbers = [action.pk for action in chosen]
    Notice.objects.filter(subject_type="actions.action", subject_id__in=numbers, kind__startswith="ladder").delete()


def _step_back(action: Action) -> None:
    assert action.owner is not None and action.due_on is not None and action.clock_started_at is not None
    action.deadline_set_at = action.clock_started_at
    steps = ladder.steps_between(
        action.due_on, action.owner.zone, action.clock_started_at, clock.now(), workdays_of(action.owner)
    )
    if steps:
        action.next_step_at, action.last_step = steps[-1][1], steps[-2][0].key if len(steps) > 1 else ""
