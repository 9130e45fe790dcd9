import time

from celery import shared_task

from accounts import workflow
from activity.workflow import beat


@shared_task(name="accounts.tasks.days_off")
def days_off() -> int:
    """Let the copies of the calendars reach into the years to come."""
    started = time.monotonic()
    changed = workflow.renew_days_off()
    beat("days_off", took_ms=int((time.monotonic() - started) * 1000))
    return changed
