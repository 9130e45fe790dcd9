import time

from celery import shared_task

from activity.workflow import beat
from meetings import workflow


@shared_task(name="meetings.tasks.tick")
def tick() -> int:
    """Send drafts to be read before meetings, warn where there is little to read, end rooms that were left."""
    started = time.monotonic()
    opened = workflow.send_drafts() + workflow.close_forgotten()
    beat("meetings", took_ms=int((time.monotonic() - started) * 1000))
    return opened
