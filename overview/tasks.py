import time

from celery import shared_task

from activity.workflow import beat
from overview import workflow


@shared_task(name="overview.tasks.tick")
def tick() -> int:
    """Send the month in review where a month has ended."""
    started = time.monotonic()
    told = workflow.send_digests()
    beat("digest", took_ms=int((time.monotonic() - started) * 1000))
    return told
