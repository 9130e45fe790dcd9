import time

from celery import shared_task

from activity.workflow import beat
from webhooks import delivery


@shared_task(name="webhooks.tasks.sweep")
def sweep() -> int:
    """Send what is due."""
    started = time.monotonic()
    dealt = delivery.sweep()
    beat("webhooks", took_ms=int((time.monotonic() - started) * 1000))
    return dealt
