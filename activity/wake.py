"""Waking the sweeper. A broker that is down costs seconds: beat wakes it anyway."""

import logging

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from kit import clock

logger = logging.getLogger(__name__)


def wake_sweeper() -> None:
    """Ask for a sweep once the current transaction is committed; asking twice is asking once."""
    if clock.is_invented():
        return
    connection = transaction.get_connection()
    if not any(call[1] is _send for call in connection.run_on_commit):
        transaction.on_commit(_send, robust=True)


def _send() -> None:
    try:
        current_app.send_task("activity.tasks.sweep", retry=False, expires=30)
    except (OperationalError, RedisError, OSError) as error:
        logger.info("The broker is away, beat will wake the sweeper: %s", type(error).__name__)
