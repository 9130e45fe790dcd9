"""Between processes: PostgreSQL's NOTIFY, which commits with the row. live/bell.py lists the words.

The listener needs a connection of its own, straight to the server: not through a pooler in transaction mode.
"""

from __future__ import annotations

import asyncio
import json
import logging
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING

import psycopg

from live import bell, pens, protocol

if TYPE_CHECKING:
    from live.hub import Hub

logger = logging.getLogger(__name__)

AGAIN_SECONDS = 0.5
# Presence that waits for the database; more than this is dropped, for browsers repeat it.
MOST_WAITING = 200

_BLOCKS = frozenset({"impact", "whys", "factors", "actions", "timeline", "related", "defences", "whatifs"})
THINGS = _BLOCKS | {"durations", "outline", "state", "meeting", "comments"}


def announce(document_id: int, what: str, by_handle: str = "") -> None:
    """Tell every tab on this document, once the transaction commits, that something beside the text has changed.

    `what` is one of THINGS; browsers fetch that part of the page again, under their own rights.
    """
    if what not in THINGS:
        raise ValueError(what)
    bell.ring(f"t:{document_id}:{json.dumps({'what': what, 'by': by_handle}, separators=(',', ':'))}")


class Bus:
    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.outgoing: asyncio.Queue[str] = asyncio.Queue(MOST_WAITING)
        self.speaking: asyncio.Task[None] | None = None
        self.listening = asyncio.Event()

    async def listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    **pens.parameters(timeouts=False), autocommit=True
                ) as listener:
                    await listener.execute(f"LISTEN {bell.CHANNEL}")
                    self.listening.set()
                    await self.hub.look()
                    async for word in listener.notifies():
                        self._hear(word.payload)
            except (psycopg.Error, OSError) as error:
                logger.warning("The listener was cut off: %s", type(error).__name__)
            self.listening.clear()
            await asyncio.sleep(AGAIN_SECONDS)

    def _hear(self, word: str) -> None:
        try:
            kind, document, rest = word.split(":", 2)
            document_id = int(document)
            if kind == "u":
                head, _, news = rest.split(":")
                self.hub.grown(document_id, int(head), [b64decode(part) for part in news.split(",")] if news else [])
            elif kind == "r":
                self.hub.rights_changed(document_id, int(rest))
            elif room := self.hub.rooms.get(document_id):
                if kind == "t":
                    room.tell(protocol.told(rest))
                elif kind == "p":
                    for _, _, payload in protocol.messages(b64decode(rest)):
                        room.presence.show(protocol.read_awareness(payload), None)
                elif kind == "o":
                    room.presence.introduce()
        except ValueError:
            logger.warning("A word was not understood: %.40s", word)

    def say_presence(self, document_id: int, message: bytes) -> None:
        self._say(f"p:{document_id}:{b64encode(message).decode()}")

    def say_opened(self, document_id: int) -> None:
        """Have the other processes tell who is there."""
        self._say(f"o:{document_id}:")

    def _say(self, word: str) -> None:
        try:
            self.outgoing.put_nowait(word)
        except asyncio.QueueFull:
            return
        if self.speaking is None:
            self.speaking = self.hub.start(self._speak())

    async def _speak(self) -> None:
        try:
            while not self.outgoing.empty():
                await self.hub.pens.ring(self.outgoing.get_nowait())
        except (psycopg.Error, OSError) as error:
            logger.warning("Presence was not told: %s", type(error).__name__)
        finally:
            self.speaking = None
