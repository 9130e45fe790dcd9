from celery import shared_task

from kit import clock
from learning import workflow


@shared_task(name="learning.tasks.tick")
def tick() -> None:
    """What is looked after now and then."""
    workflow.count_when_due()
    workflow.resurface(clock.now())
