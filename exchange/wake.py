"""Starting long work soon. The tick takes up what was asked for while the queue was away."""

from __future__ import annotations

import logging
from functools import partial

from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
READ, SAVE, MAKE = "exchange.tasks.read", "exchange.tasks.save", "exchange.tasks.make"


def start(task: str, pk: int) -> None:
    """Once the current transaction is committed."""
    transaction.on_commit(partial(_send, task, pk), robust=True)


def _send(task: str, pk: int) -> None:
    try:
        current_app.send_task(task, args=[pk], retry=False)
    except (OperationalError, RedisError, OSError) as error:
        logger.info("The broker is away, the tick takes up %s: %s", task, type(error).__name__)
