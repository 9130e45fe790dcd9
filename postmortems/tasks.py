import time

from celery import shared_task

from activity.workflow import beat
from postmortems import workflow


@shared_task(name="postmortems.tasks.tick")
def tick() -> int:
    """Tell authors whose write-up is due, and reviewers for whom a review waits."""
    started = time.monotonic()
    opened = workflow.open_clocks() + workflow.remind_reviewers()
    beat("clocks", took_ms=int((time.monotonic() - started) * 1000))
    return opened
