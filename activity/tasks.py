import time

from celery import shared_task

from activity import delivery, workflow


@shared_task(name="activity.tasks.sweep")
def sweep() -> int:
    """Send what is due."""
    started = time.monotonic()
    dealt = delivery.sweep()
    workflow.beat("sweep", took_ms=int((time.monotonic() - started) * 1000))
    return dealt
