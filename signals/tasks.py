from celery import shared_task

from signals import workflow


@shared_task(name="signals.tasks.sweep")
def sweep() -> int:
    """Read what came in since the last look, and let the rules act on it."""
    return workflow.sweep()


@shared_task(name="signals.tasks.let_go")
def let_go() -> int:
    """Let go of bodies that came long ago."""
    return workflow.let_go()
