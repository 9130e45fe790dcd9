from celery import shared_task

from library import workflow


@shared_task(name="library.tasks.sweep")
def sweep() -> int:
    """Have searches find what was changed since the last look."""
    return workflow.sweep()
