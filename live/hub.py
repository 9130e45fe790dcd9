"""The open documents of this process, and what they share: connections to the database, the listener, the clock."""

from __future__ import annotations

import asyncio
import logging
import weakref
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any, ParamSpec, TypeVar

import psycopg
from django.db import Error as DatabaseError

from live import gate, materialise, store
from live.bus import Bus
from live.connection import Connection
from live.crdt import Invalid
from live.models import Document
from live.pens import Pens
from live.room import Room
from live.threads import Threads

logger = logging.getLogger(__name__)
P = ParamSpec("P")
R = TypeVar("R")

# Look at the log even if nobody rang.
POLL_SECONDS = 5
RIGHTS_SECONDS = 30
# How long texts may lag behind typing.
MATERIALISE_SECONDS = 0.7
COMPACT_ROWS = 500
RIGHTS_AT_ONCE = 20


class Hub:
    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        self.people: Counter[int] = Counter()
        self.pens = Pens()
        self.threads = Threads()
        self.bus = Bus(self)
        # Grows with every change of rights; who was asked about before it has to be asked about again.
        self.changes = 0
        self.asked: set[tuple[int, int]] = set()
        self.due: dict[int, asyncio.TimerHandle] = {}
        self.crowded: set[int] = set()
        self.tasks: set[asyncio.Task[Any]] = set()
        self.checking = False
        self.closed = False
        self.start(self.bus.listen())
        self.start(self._look_regularly())

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None] | None:
        """A task of the hub's; None when it is closing."""
        if self.closed:
            work.close()
            return None
        task = asyncio.get_running_loop().create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def ask(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call something synchronous that asks the database."""
        return await self.threads.call(function, *args, **kwargs)

    # --- rooms ---

    def room(self, document_id: int) -> Room:
        if document_id not in self.rooms:
            self.rooms[document_id] = Room(self, document_id)
            self.bus.say_opened(document_id)
        return self.rooms[document_id]

    def close_room(self, room: Room) -> None:
        if self.rooms.get(room.document_id) is room:
            del self.rooms[room.document_id]

    def opened(self, room: Room) -> None:
        if self._crowded(room):
            self._materialise_in(room.document_id, 0)

    def _crowded(self, room: Room) -> bool:
        """Whether its log should be folded; then it will be, though the room may be closed by then."""
        if room.rows <= COMPACT_ROWS:
            return False
        room.rows = 0
        self.crowded.add(room.document_id)
        return True

    def written(self, room: Room) -> None:
        self._crowded(room)
        if room.document_id not in self.due:
            self._materialise_in(room.document_id, MATERIALISE_SECONDS)

    def tell_others(self, document_id: int, message: bytes) -> None:
        self.bus.say_presence(document_id, message)

    # --- what the bus brings ---

    def grown(self, document_id: int, head: int, news: list[bytes]) -> None:
        if room := self.rooms.get(document_id):
            room.hear(head, news)

    def rights_changed(self, document_id: int, user_id: int) -> None:
        self.changes += 1
        self.asked.add((document_id, user_id))
        if not self.checking:
            self.checking = True
            self.start(self._check_asked())

    async def look(self) -> None:
        """At the heads of all open documents: a word may have been lost."""
        before = {document_id: room.seq for document_id, room in self.rooms.items() if room.seq is not None}
        heads = await self.pens.heads(list(before)) if before else {}
        for document_id, head in heads.items():
            if room := self.rooms.get(document_id):
                room.presence.forget()
                if head < before[document_id]:
                    # The database is an older one than it was: the browsers come back with what it lacks.
                    room.give_up("The log became shorter")
                else:
                    room.hear(head, [])

    # --- regularly ---

    async def _look_regularly(self) -> None:
        loop = asyncio.get_running_loop()
        checked = loop.time()
        while True:
            await asyncio.sleep(POLL_SECONDS)
            try:
                await self.look()
                if loop.time() - checked > RIGHTS_SECONDS - POLL_SECONDS / 2:
                    checked = loop.time()
                    await self._check(self._connections())
            except (psycopg.Error, DatabaseError, OSError) as error:
                logger.warning("The database is away: %s", type(error).__name__)

    def _connections(self) -> list[Connection]:
        return [connection for room in self.rooms.values() for connection in room.connections if connection.open]

    async def _check_asked(self) -> None:
        try:
            while self.asked:
                asked, self.asked = self.asked, set()
                await self._check(
                    [
                        connection
                        for connection in self._connections()
                        if any(
                            document_id in (0, connection.document_id) and user_id in (0, connection.user_id)
                            for document_id, user_id in asked
                        )
                    ]
                )
        except (psycopg.Error, DatabaseError, OSError) as error:
            # The look at rights every 30 s makes up for it.
            logger.warning("Rights were not read: %s", type(error).__name__)
        finally:
            self.checking = False

    async def _check(self, connections: list[Connection]) -> None:
        pairs = sorted({(connection.document_id, connection.session_key) for connection in connections})
        for at in range(0, len(pairs), RIGHTS_AT_ONCE):
            found = await self.ask(gate.look_again, pairs[at : at + RIGHTS_AT_ONCE])
            for connection in connections:
                pair = connection.document_id, connection.session_key
                if pair in found:
                    connection.grant(found[pair])

    # --- plain texts ---

    def _materialise_in(self, document_id: int, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        self.due[document_id] = loop.call_later(seconds, lambda: self.start(self._materialise(document_id)))

    async def _materialise(self, document_id: int) -> None:
        self.due.pop(document_id, None)
        try:
            done = await self.ask(materialise.catch_up, document_id)
            if not done and document_id not in self.due:
                self._materialise_in(document_id, MATERIALISE_SECONDS)
            elif done and document_id in self.crowded:
                self.crowded.discard(document_id)
                await self.ask(store.compact, document_id)
        except (psycopg.Error, DatabaseError, OSError, Document.DoesNotExist, Invalid) as error:
            logger.warning("Document %s was not materialised: %s", document_id, type(error).__name__)
        except Exception:
            logger.exception("Document %s was not materialised", document_id)

    async def close(self) -> None:
        self.closed = True
        for timer in self.due.values():
            timer.cancel()
        for task in list(self.tasks):
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await self.pens.close()
        await asyncio.to_thread(self.threads.close)


# One for each event loop: a server has one, tests have many.
_hubs: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = weakref.WeakKeyDictionary()


def hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in _hubs:
        _hubs[loop] = Hub()
    return _hubs[loop]


async def close() -> None:
    if found := _hubs.pop(asyncio.get_running_loop(), None):
        await found.close()
