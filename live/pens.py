"""The few statements that every keystroke costs, on connections of the event loop's own: no thread, no waiting in line.

Raise psycopg.Error. A connection that broke is replaced by the next use.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from django.db import connection

from live import limits, store

PENS = 3
CLAIM = """
INSERT INTO live_writer (document_id, client, user_id)
SELECT %(document)s, u.client, u.person FROM unnest(%(clients)s::bigint[], %(people)s::bigint[]) AS u(client, person)
ON CONFLICT (document_id, client) DO UPDATE SET client = excluded.client RETURNING client, user_id
"""
HEADS = "SELECT id, head FROM live_document WHERE id = ANY(%s)"
# What Django puts among the parameters for its own use of a connection.
DJANGOS = ("cursor_factory", "context", "prepare_threshold", "autocommit")

Pen = psycopg.AsyncConnection[Any]


def parameters(*, timeouts: bool) -> dict[str, Any]:
    """The addresses and options of Django's connection, to connect with from the event loop."""
    given = connection.get_connection_params()
    wanted = {name: value for name, value in given.items() if name not in DJANGOS}
    if timeouts:
        own = f"-c lock_timeout={limits.LOCK_TIMEOUT_MS} -c statement_timeout={limits.STATEMENT_TIMEOUT_MS}"
        wanted["options"] = f"{wanted.get('options', '')} {own}".strip()
    return wanted


class Pens:
    def __init__(self) -> None:
        self.parameters = parameters(timeouts=True)
        self.free: asyncio.LifoQueue[Pen | None] = asyncio.LifoQueue()
        self.all: set[Pen] = set()
        for _ in range(PENS):
            self.free.put_nowait(None)

    @asynccontextmanager
    async def pen(self) -> AsyncIterator[Pen]:
        pen = await self.free.get()
        try:
            if pen is None or pen.closed:
                pen = None
                pen = await psycopg.AsyncConnection.connect(**self.parameters, autocommit=True)
                self.all.add(pen)
            yield pen
        finally:
            if pen is not None and pen.broken:
                await pen.close()
            if pen is not None and pen.closed:
                self.all.discard(pen)
                pen = None
            self.free.put_nowait(pen)

    async def rows(self, statement: str, given: Any) -> list[Any]:
        async with self.pen() as pen:
            cursor = await pen.execute(statement, given, prepare=True, binary=True)
            return await cursor.fetchall()

    async def append(self, document_id: int, updates: Sequence[bytes], authors: Sequence[int]) -> int | None:
        """The number of the last of them; None when the log took nothing: ask `store.refusal` why."""
        found = await self.rows(store.APPEND, store.appending(document_id, updates, authors))
        return int(found[0][0]) if found else None

    async def tail(self, document_id: int, after: int) -> list[tuple[int, bytes]]:
        return [(row[0], row[1]) for row in await self.rows(store.TAIL, (document_id, after))]

    async def claim(self, document_id: int, claims: dict[int, int]) -> dict[int, int]:
        """Make clients people's, unless somebody was quicker. Returns whose they are."""
        given = {"document": document_id, "clients": list(claims), "people": list(claims.values())}
        return dict(await self.rows(CLAIM, given))

    async def heads(self, document_ids: Sequence[int]) -> dict[int, int]:
        return dict(await self.rows(HEADS, (list(document_ids),)))

    async def ring(self, words: str) -> None:
        await self.rows("SELECT pg_notify('live', %s)", (words,))

    async def close(self) -> None:
        for pen in list(self.all):
            await pen.close()
