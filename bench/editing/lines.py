"""Sockets as lean as can be, so that a crowd of them costs this side little. They speak the editor's protocol."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from bench.product import HOST
from live import protocol
from live.protocol import State
from live.wire import Reader

if TYPE_CHECKING:
    from bench.editing.crowds import Crowd

BINARY, CLOSE, PING, PONG = 2, 8, 9, 10


def handshake(port: int, document_id: int, cookie: str) -> bytes:
    lines = [
        f"GET /live/{document_id}/ HTTP/1.1",
        f"Host: {HOST}:{port}",
        f"Origin: http://{HOST}:{port}",
        f"Cookie: {cookie}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
    ]
    return "\r\n".join([*lines, "", ""]).encode()


class Line(asyncio.Protocol):
    def __init__(self, crowd: Crowd, request: bytes, client: int) -> None:
        self.crowd = crowd
        self.request = request
        self.client = client
        self.clock = 0
        self.rest = b""
        self.is_open = self.is_synced = False
        self.document = b""
        self.saved = 0
        self.ended: int | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's is none by its class.
        self.transport = cast(asyncio.Transport, transport)
        self.transport.write(self.request)

    def connection_lost(self, error: Exception | None) -> None:
        self.ended = self.ended or 1006

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        data = self.rest + data if self.rest else data
        if not self.is_open:
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self.rest = head
                return
            self.is_open = head.startswith(b"HTTP/1.1 101")
            assert self.is_open, head
            self.send(protocol.sync(protocol.STEP1, b"\0") + self.presence())
        while (frame := _frame(data)) is not None:
            opcode, payload, data = frame
            self._take(opcode, payload, now)
        self.rest = data

    def _take(self, opcode: int, payload: bytes, now: float) -> None:
        if opcode == BINARY:
            if self.is_synced:
                self.crowd.heard(self, payload, now)
            else:
                self._begin(payload)
        elif opcode == PING:
            self.send(payload, PONG)
        elif opcode == CLOSE:
            self.ended = int.from_bytes(payload[:2], "big")

    def _begin(self, frame: bytes) -> None:
        for kind, payload in synced(frame):
            if kind == protocol.STEP2:
                self.document, self.is_synced = payload, True

    def presence(self) -> bytes:
        self.clock += 1
        return protocol.awareness([State(self.client, self.clock, '{"cursor":null,"at":""}')])

    def send(self, payload: bytes, opcode: int = BINARY) -> None:
        """Masked with zeros, which changes nothing."""
        assert self.transport is not None
        size = len(payload)
        length = bytes((0x80 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
        self.transport.write(bytes((0x80 | opcode,)) + length + b"\0\0\0\0" + payload)

    def leave(self) -> None:
        if self.transport is not None and self.ended is None:
            self.send((1000).to_bytes(2, "big"), CLOSE)
            self.transport.close()


def synced(frame: bytes) -> Iterator[tuple[int, bytes]]:
    """What it says of the text."""
    reader = Reader(frame)
    while not reader.ended:
        type_ = reader.uint()
        if type_ == protocol.SYNC:
            yield reader.uint(), reader.bytes()
        elif type_ == protocol.SAVED:
            reader.uint()
        else:
            if type_ == protocol.AUTH:
                reader.uint()
            reader.bytes()


def _frame(data: bytes) -> tuple[int, bytes, bytes] | None:
    """(opcode, payload, the rest), or None while it is not all there. Servers do not mask."""
    if len(data) < 2:
        return None
    length, at = data[1] & 127, 2
    if length > 125:
        at = 4 if length == 126 else 10
        length = int.from_bytes(data[2:at], "big")
    if len(data) < at + length:
        return None
    return data[0] & 15, data[at : at + length], data[at + length :]
