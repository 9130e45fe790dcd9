"""Long work: rows say what is to be done, so a task that dies or comes twice does no harm."""

from __future__ import annotations

from celery import shared_task

from exchange import workflow


@shared_task(name="exchange.tasks.read")
def read(batch: int) -> int:
    return workflow.read_waiting(batch)


@shared_task(name="exchange.tasks.save")
def save(batch: int) -> int:
    return workflow.save_chosen(batch)


@shared_task(name="exchange.tasks.make")
def make(export: int) -> bool:
    return workflow.make(export)


@shared_task(name="exchange.tasks.tick")
def tick() -> int:
    """Take up what a killed worker left, and take away what ran out."""
    return workflow.take_up() + workflow.expire()
