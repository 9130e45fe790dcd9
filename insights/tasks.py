from celery import shared_task

from insights import workflow


@shared_task(name="insights.tasks.tick")
def tick() -> int:
    """Count the days anew on which something changed, and send the report of a quarter to whoever has not got it."""
    return workflow.sweep() + workflow.send_reports()
