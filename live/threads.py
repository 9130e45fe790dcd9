"""The few threads in which rooms do what is synchronous, each with a database connection that it keeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from django.db import close_old_connections, connection, connections

from live import limits

P = ParamSpec("P")
R = TypeVar("R")

THREADS = 4
TIMEOUTS = f"SET lock_timeout = {limits.LOCK_TIMEOUT_MS}; SET statement_timeout = {limits.STATEMENT_TIMEOUT_MS}"


class Threads:
    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(THREADS, thread_name_prefix="live")
        self.wrappers: set[Any] = set()

    async def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        work = partial(self._call, partial(function, *args, **kwargs))
        return await asyncio.get_running_loop().run_in_executor(self.pool, work)

    def _call(self, function: Callable[[], R]) -> R:
        # As between requests: what died with the database is replaced.
        close_old_connections()
        connection.ensure_connection()
        own = connection.connection
        if getattr(own, "live_timeouts", False) is False:
            with connection.cursor() as cursor:
                cursor.execute(TIMEOUTS)
            own.live_timeouts = True
            wrapper = connections["default"]
            # Closed at the end by another thread.
            wrapper.inc_thread_sharing()
            self.wrappers.add(wrapper)
        return function()

    def close(self) -> None:
        self.pool.shutdown(cancel_futures=True)
        for wrapper in self.wrappers:
            wrapper.close()
