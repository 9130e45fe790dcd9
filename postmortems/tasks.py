import time

from celery import shared_task

from activity.workflow import beat
from postmortems import workflow


@shared_task(name="postmortems.tasks.tick")
def tick() -> int:
    """Tell authors whose write-up is due, reviewers, and those concerned that an accepted risk ran out."""
    started = time.monotonic()
    opened = workflow.open_clocks() + workflow.remind_reviewers() + workflow.expire_risks()
    beat("clocks", took_ms=int((time.monotonic() - started) * 1000))
    return opened
