"""Waking what works on rows. A broker that is down costs seconds: beat wakes it anyway."""

import logging
from collections.abc import Callable
from functools import cache

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from kit import clock

logger = logging.getLogger(__name__)


def wake_sweeper() -> None:
    wake("activity.tasks.sweep")


def wake(task: str) -> None:
    """Ask for the task once the current transaction is committed; asking twice is asking once."""
    if clock.is_invented():
        return
    send, connection = _sender(task), transaction.get_connection()
    if not any(call[1] is send for call in connection.run_on_commit):
        transaction.on_commit(send, robust=True)


@cache
def _sender(task: str) -> Callable[[], None]:
    def send() -> None:
        try:
            current_app.send_task(task, retry=False, expires=30)
        except (OperationalError, RedisError, OSError) as error:
            logger.info("The broker is away, beat will wake the sweeper: %s", type(error).__name__)

    return send
