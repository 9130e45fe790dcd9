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


@shared_task(name="activity.tasks.audit")
def audit() -> int:
    """Look whether everything that is owed is on its way; answers how much was wrong."""
    started = time.monotonic()
    found = workflow.audit()
    delivery.forget()
    workflow.beat("audit", took_ms=int((time.monotonic() - started) * 1000))
    return sum(each.count for each in found)
