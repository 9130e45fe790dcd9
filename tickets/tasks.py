import time

from celery import shared_task

from activity.workflow import beat
from tickets import asking, comparing, workflow


@shared_task(name="tickets.tasks.sweep")
def sweep() -> int:
    """Compare the tickets that want it."""
    started = time.monotonic()
    dealt = comparing.sweep()
    beat("tickets", took_ms=int((time.monotonic() - started) * 1000))
    return dealt


@shared_task(name="tickets.tasks.ask")
def ask() -> int:
    """Hear what changed in the trackers, and tell them of rungs."""
    started = time.monotonic()
    found = asking.ask_all() + workflow.owe_remarks()
    beat("trackers", took_ms=int((time.monotonic() - started) * 1000))
    return found
