"""Browser tabs on the real socket application, and stand-ins for the app that owns the documents."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from importlib import import_module
from typing import Any, Self, TypeVar

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from pycrdt import Doc

from accounts.models import User
from live import consumer, crdt, hub, protocol, store
from live.models import Document
from live.protocol import State
from live.rights import Rights
from live.wire import Reader
from tests.live.typist import Typist

R = TypeVar("R")
SECTIONS = frozenset({"summary", "impact", "lessons"})
PATIENCE_SECONDS = 5


class Gate:
    """The gatekeeper: `closed` people have no access, `readers` follow."""

    def __init__(self) -> None:
        self.closed: set[int] = set()
        self.readers: set[int] = set()

    def __call__(self, document_id: int, user: Any) -> Rights | None:
        if user.pk in self.closed:
            return None
        return Rights(user.pk not in self.readers, SECTIONS, user.handle, user.name, hue=7)


class Kept:
    """The keeper: what it was given."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.calls: list[tuple[dict[str, str], dict[str, int | None]]] = []

    def __call__(self, document_id: int, changed: Mapping[str, str], authors: Mapping[str, int | None]) -> None:
        self.texts |= changed
        self.calls.append((dict(changed), dict(authors)))


def session(user: User) -> str:
    sessions = import_module(settings.SESSION_ENGINE).SessionStore()
    sessions[SESSION_KEY] = str(user.pk)
    sessions[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    sessions[HASH_SESSION_KEY] = user.get_session_auth_hash()
    sessions.create()
    return str(sessions.session_key)


def play(story: Callable[[], Awaitable[R]]) -> R:
    """Run an asynchronous story from beginning to end, and close what it opened."""

    async def told() -> R:
        try:
            async with asyncio.timeout(150):
                return await story()
        finally:
            await hub.close()

    return asyncio.run(told())


async def sync(function: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """Something that asks the database, from within a story."""
    return await hub.hub().ask(function, *args, **kwargs)


async def until(happens: Callable[[], Any], what: str = "") -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not happens():
            await asyncio.sleep(0.005)


class Tab(Typist):
    """Types like a Typist, and is connected. What it hears is applied at once."""

    def __init__(self, document: Document, key: str, *, origin: str = "http://localhost:8000") -> None:
        super().__init__()
        self.document = document
        self.headers = [(b"host", b"localhost:8000"), (b"cookie", f"{settings.SESSION_COOKIE_NAME}={key}".encode())]
        if origin:
            self.headers.append((b"origin", origin.encode()))
        self.inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.accepted = False
        self.closed: int | None = None
        self.saved = self.sent = 0
        self.synced = False
        self.denied: list[str] = []
        self.told: list[dict[str, Any]] = []
        self.people: dict[int, dict[str, Any] | None] = {}
        self.frames = self.updates = 0
        # Cleared: a browser that takes nothing.
        self.takes = asyncio.Event()
        self.takes.set()
        self.task: asyncio.Task[None] | None = None

    async def open(self) -> Self:
        """Connect, and read the document if let in."""
        scope = {"type": "websocket", "path": f"/live/{self.document.pk}/", "headers": self.headers}
        self.inbox.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(consumer.application(scope, self.inbox.get, self._send))
        await until(lambda: self.accepted or self.closed is not None)
        return self

    async def join(self) -> Self:
        await self.open()
        self.send(protocol.sync(protocol.STEP1, self.doc.get_state()))
        await until(lambda: self.synced or self.closed is not None)
        return self

    async def leave(self) -> None:
        self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})
        if self.task is not None:
            await self.task

    def send(self, frame: bytes) -> None:
        self.inbox.put_nowait({"type": "websocket.receive", "bytes": frame})

    def send_update(self, update: bytes) -> None:
        self.sent += 1
        self.send(protocol.sync(protocol.UPDATE, update))

    def write(self, section: str, words: str) -> None:
        self.send_update(self.types(section, words))

    async def writes(self, section: str, words: str) -> None:
        """And waits until it is saved."""
        self.write(section, words)
        await self.settled()

    async def settled(self) -> None:
        await until(lambda: self.saved == self.sent or self.closed is not None)

    def shows(self, clock: int = 1, client: int | None = None, **words: Any) -> None:
        state = State(self.client if client is None else client, clock, json.dumps(words or None))
        self.send(protocol.awareness([state]))

    async def _send(self, message: dict[str, Any]) -> None:
        await self.takes.wait()
        if message["type"] == "websocket.accept":
            self.accepted = True
        elif message["type"] == "websocket.close":
            self.closed = message.get("code", 1000)
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": self.closed})
        else:
            self.frames += 1
            self._hear(message["bytes"])

    def _hear(self, frame: bytes) -> None:
        reader = Reader(frame)
        while not reader.ended:
            type_ = reader.uint()
            if type_ == protocol.SYNC:
                kind, payload = reader.uint(), reader.bytes()
                if kind != protocol.STEP1:
                    self.updates += kind == protocol.UPDATE
                    crdt.apply(self.doc, [payload])
                    self.synced |= kind == protocol.STEP2
            elif type_ == protocol.AWARENESS:
                for client, _, words in protocol.read_awareness(reader.bytes()):
                    self.people[client] = json.loads(words)
            elif type_ == protocol.AUTH:
                assert reader.uint() == 0
                self.denied.append(reader.string())
            elif type_ == protocol.SAVED:
                self.saved = reader.uint()
            else:
                assert type_ == protocol.TOLD
                self.told.append(json.loads(reader.bytes()))


def text(document: Document, section: str = "summary") -> str:
    return store.texts(document.pk).get(section, "")


def fresh(document: Document) -> Doc[Any]:
    return store.load(document.pk)[0]
