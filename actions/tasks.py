import time

from celery import shared_task

from actions import workflow
from activity.workflow import beat


@shared_task(name="actions.tasks.tick")
def tick() -> int:
    """Open the rungs of the ladder and the checks that are due, and send the lists of the week."""
    started = time.monotonic()
    opened = workflow.open_steps() + workflow.open_checks() + workflow.open_declined() + workflow.send_lists()
    beat("ladder", took_ms=int((time.monotonic() - started) * 1000))
    return opened
