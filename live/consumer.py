"""The socket /live/<document>/: one browser tab on one document."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable
from typing import Any

import psycopg
from django.db import Error as DatabaseError

from live import crdt, gate, limits, protocol, updates
from live.connection import Connection, Send
from live.hub import Hub, hub
from live.protocol import State
from live.room import Room, Sent
from live.wire import Malformed

logger = logging.getLogger(__name__)

Receive = Callable[[], Awaitable[dict[str, Any]]]

PATH = re.compile(r"/live/([0-9]{1,18})/")
# Reading more than this at once would keep everybody else waiting.
READ_ASIDE_BYTES = 32 * 1024


async def application(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """ASGI, for scopes of type websocket."""
    path = PATH.fullmatch(scope["path"])
    await receive()
    headers = gate.headers(scope)
    if path is None or not gate.from_us(headers):
        # Before it is accepted, closing is answered with 403.
        await send({"type": "websocket.close"})
        return
    try:
        await serve(int(path[1]), gate.session_key(headers), receive, send)
    except OSError:
        # The browser left while we spoke to it.
        return


async def serve(document_id: int, key: str, receive: Receive, send: Send) -> None:
    own = hub()
    changes = own.changes
    try:
        visitor = await own.ask(gate.admit, document_id, key)
    except (psycopg.Error, DatabaseError, OSError) as error:
        logger.warning("The database is away: %s", type(error).__name__)
        await refuse(send, protocol.LATER)
        return
    if visitor is None:
        await refuse(send, protocol.NO_ACCESS)
    elif own.people[visitor.user_id] >= limits.CONNECTIONS:
        await refuse(send, protocol.LATER)
    else:
        own.people[visitor.user_id] += 1
        try:
            await send({"type": "websocket.accept"})
            await attend(own, Connection(send, document_id, key, visitor), changes, receive)
        finally:
            own.people[visitor.user_id] -= 1
            if not own.people[visitor.user_id]:
                del own.people[visitor.user_id]


async def refuse(send: Send, code: int) -> None:
    # Accepted first: otherwise the browser would not hear the code.
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.close", "code": code})


async def attend(own: Hub, connection: Connection, changes: int, receive: Receive) -> None:
    room = own.room(connection.document_id)
    room.connections.add(connection)
    if own.changes != changes:
        # Rights changed after they were read, before anybody knew of this connection.
        own.rights_changed(connection.document_id, connection.user_id)
    try:
        while (message := await receive())["type"] != "websocket.disconnect":
            if connection.open:
                await hear(room, connection, message.get("bytes"))
    finally:
        room.leave(connection)


async def hear(room: Room, connection: Connection, frame: bytes | None) -> None:
    if frame is None or len(frame) > limits.FRAME_BYTES:
        connection.drop(protocol.TOO_LARGE if frame is not None else protocol.INVALID)
    elif not connection.spend(len(frame)):
        # It comes back and sends everything as one update.
        connection.drop(protocol.LATER)
    else:
        try:
            for type_, kind, payload in list(protocol.messages(frame)):
                await take(room, connection, type_, kind, payload)
        except ValueError as error:
            logger.info("Document %s: refused a frame: %s", connection.document_id, error)
            connection.drop(protocol.INVALID)


async def take(room: Room, connection: Connection, type_: int, kind: int, payload: bytes) -> None:
    if type_ == protocol.AWARENESS:
        states = [
            State(state.client, state.clock, protocol.signed(state.words, connection.person))
            for state in protocol.read_awareness(payload)
        ]
        room.presence.show(states, connection)
    elif kind == protocol.STEP1:
        room.join(connection, payload)
    elif not connection.joined:
        raise Malformed("writes before it reads")
    elif not connection.visitor.may_write:
        connection.tell(protocol.denied(connection.visitor.why_not))
    elif len(payload) > READ_ASIDE_BYTES:
        room.take(Sent(connection, payload, await asyncio.to_thread(examined, payload)))
    else:
        room.take(Sent(connection, payload, examined(payload)))


def examined(update: bytes) -> updates.Change:
    """What it says; raises ValueError unless we and pycrdt can both read it."""
    change = updates.read(update)
    crdt.check(update)
    return change
