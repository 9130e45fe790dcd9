from celery import shared_task

from insights import workflow


@shared_task(name="insights.tasks.sweep")
def sweep() -> int:
    """Count the days anew on which something changed."""
    return workflow.sweep()


@shared_task(name="insights.tasks.report")
def report() -> int:
    """Send the report of the quarter that ended, to those who have not got it."""
    return workflow.send_reports()
