"""One browser tab on one document, as its room sees it: what waits to be sent to it, and what it may do."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from live import limits, protocol
from live.gate import Visitor

Send = Callable[[dict[str, Any]], Awaitable[None]]


class Connection:
    __slots__ = (
        "closing", "document_id", "draining", "joined", "person", "queue", "queued", "refused", "saved", "send",
        "session_key", "stamp", "tokens", "visitor",
    )  # fmt: skip

    def __init__(self, send: Send, document_id: int, session_key: str, visitor: Visitor) -> None:
        self.send = send
        self.document_id = document_id
        self.session_key = session_key
        self.visitor = visitor
        self.person = _person(visitor)
        # Updates of this connection that are committed.
        self.saved = 0
        # Whether it asked for the document, as it must before it writes.
        self.joined = False
        # What waits of it to be written is not taken.
        self.refused = False
        self.closing: asyncio.Task[None] | None = None
        self.draining: asyncio.Task[None] | None = None
        self.queue: list[bytes] = []
        self.queued = 0
        self.tokens = float(limits.FRAMES_AT_ONCE)
        self.stamp = asyncio.get_running_loop().time()
        if not visitor.may_write:
            self.tell(protocol.denied(visitor.why_not))

    @property
    def user_id(self) -> int:
        return self.visitor.user_id

    @property
    def handle(self) -> str:
        return self.visitor.rights.handle

    @property
    def open(self) -> bool:
        return self.closing is None

    def spend(self, size: int) -> bool:
        """Whether a frame of this size still is within what one browser may send."""
        now = asyncio.get_running_loop().time()
        filled = self.tokens + (now - self.stamp) * limits.FRAMES_PER_SECOND
        self.tokens = min(float(limits.FRAMES_AT_ONCE), filled) - 1 - size / limits.BYTES_PER_FRAME
        self.stamp = now
        return self.tokens >= 0

    def tell(self, message: bytes) -> None:
        """Send it soon; a browser too slow to take what waits for it has to come back, and reads the log again."""
        if self.closing is not None:
            return
        self.queue.append(message)
        self.queued += len(message)
        if self.queued > limits.QUEUE_BYTES:
            self.drop(protocol.LATER)
        elif self.draining is None:
            self.draining = asyncio.get_running_loop().create_task(self._drain())

    def grant(self, visitor: Visitor | None) -> None:
        """Rights were read again."""
        before = self.visitor
        if visitor is None:
            self.refuse(protocol.NO_ACCESS)
            return
        self.visitor, self.person = visitor, _person(visitor)
        if before.may_write and not visitor.may_write:
            self.tell(protocol.denied(visitor.why_not))
        elif visitor.may_write and not before.may_write:
            self.drop(protocol.NEW_RIGHTS)

    def drop(self, code: int) -> None:
        """Close it. What it already sent is still taken."""
        if self.closing is not None:
            return
        self.closing = asyncio.get_running_loop().create_task(self._close(code))

    def refuse(self, code: int) -> None:
        """Close it, and take nothing more of what it sent."""
        self.refused = True
        self.drop(code)

    async def _drain(self) -> None:
        try:
            while self.queue and self.closing is None:
                frame = self.queue[0] if len(self.queue) == 1 else b"".join(self.queue)
                self.queue, self.queued = [], 0
                await self.send({"type": "websocket.send", "bytes": frame})
        except (OSError, RuntimeError):
            # It has left; its consumer hears of that by itself.
            self.queue, self.queued = [], 0
        finally:
            self.draining = None

    async def _close(self, code: int) -> None:
        if self.draining is not None:
            self.draining.cancel()
        self.queue, self.queued = [], 0
        try:
            await self.send({"type": "websocket.close", "code": code})
        except (OSError, RuntimeError):
            pass


def _person(visitor: Visitor) -> dict[str, Any]:
    rights = visitor.rights
    return {"handle": rights.handle, "name": rights.name, "hue": rights.hue}
