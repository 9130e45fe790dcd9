"""Waking whoever reads what came in: once for all that comes before they look."""

from __future__ import annotations

import logging

from celery import current_app
from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from kit import clock

logger = logging.getLogger(__name__)
SWEEP = "signals.tasks.sweep"
CALLED = "signals:called"
# A call that got lost keeps others from calling no longer than this; beat looks every few seconds anyway.
SECONDS = 5


def call() -> None:
    """Ask for a sweep, unless one was asked for that has not looked yet. To be called after the commit."""
    if clock.is_invented() or not cache.add(CALLED, 1, timeout=SECONDS):
        return
    try:
        current_app.send_task(SWEEP, retry=False, expires=30)
    except (OperationalError, RedisError, OSError) as error:
        logger.info("The broker is away, beat wakes the sweep: %s", type(error).__name__)


def looking() -> None:
    """Said by a sweep just before it looks: what is committed from now on calls anew."""
    cache.delete(CALLED)
