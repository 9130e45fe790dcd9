"""Plain HTTP through Django's WSGI handler: a request goes to a thread whole, its answer comes back whole.

Why not an adapter from a library: docs/decisions/0001-plain-http-through-wsgi.md.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from django.http import HttpResponseBase

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Handler = Callable[[dict[str, Any], Callable[..., Any]], HttpResponseBase]

# A longer body waits in a file; a longer answer is sent in parts.
IN_MEMORY = 1024 * 1024
# Nothing that Debrief takes is longer. Django's own limits apply below it.
LONGEST_BODY = 64 * 1024 * 1024
TOO_LARGE = b"That is more than this server takes at once: 64 MB."


class TooLarge(Exception):
    pass


class Gone(Exception):
    """The browser left before it had said everything; half a form must not pass for a whole one."""


class Gateway:
    """An ASGI application of `threads` threads, each with a database connection of its own."""

    def __init__(self, handler: Handler, *, threads: int) -> None:
        self.handler = handler
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        loop = asyncio.get_running_loop()
        with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as body:
            try:
                length = await _read(receive, body)
            except Gone:
                return
            except TooLarge:
                await _say(send, 413, [(b"content-type", b"text/plain; charset=utf-8")], TOO_LARGE)
                return
            answer = Answer(loop, send)
            whole = await loop.run_in_executor(self.pool, answer.of, self.handler, environ(scope, body, length))
            if whole is not None:
                await _say(send, answer.status, answer.headers, whole)


class Answer:
    """What the handler says in its thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, send: Send) -> None:
        self.loop, self.send = loop, send
        self.status, self.headers = 500, list[tuple[bytes, bytes]]()

    def of(self, handler: Handler, environ: dict[str, Any]) -> bytes | None:
        """The content; None when it was long and has been sent from here, each part as the browser takes it."""
        response = handler(environ, self._start)
        try:
            if response.streaming and not _is_short(response):
                self._send_in_parts(response)
                return None
            return b"".join(response)
        finally:
            response.close()

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        self.status = int(status[:3])
        self.headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]

    def _send_in_parts(self, response: HttpResponseBase) -> None:
        self._send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        for part in response:
            self._send({"type": "http.response.body", "body": part, "more_body": True})
        self._send({"type": "http.response.body", "body": b""})

    def _send(self, message: dict[str, Any]) -> None:
        asyncio.run_coroutine_threadsafe(_awaited(self.send, message), self.loop).result()


def environ(scope: Scope, body: IO[bytes], length: int) -> dict[str, Any]:
    """PEP 3333's environment of a request. A header with an underscore is dropped: it would pass for another."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    found: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": client[0] if client else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw, value in scope["headers"]:
        if b"_" in raw:
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        name = name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
        text = value.decode("latin-1")
        between = "; " if name == "HTTP_COOKIE" else ","
        found[name] = f"{found[name]}{between}{text}" if name in found else text
    if length:
        # A body in chunks comes without a length, and Django reads no further than it.
        found["CONTENT_LENGTH"] = str(length)
    return found


async def _read(receive: Receive, body: IO[bytes]) -> int:
    """How long it is."""
    length = 0
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        length += len(part)
        if length > LONGEST_BODY:
            raise TooLarge
        body.write(part)
        more = message.get("more_body", False)
    body.seek(0)
    return length


async def _say(send: Send, status: int, headers: list[tuple[bytes, bytes]], content: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})


async def _awaited(send: Send, message: dict[str, Any]) -> None:
    await send(message)


def _is_short(response: HttpResponseBase) -> bool:
    return int(response.headers.get("Content-Length", IN_MEMORY + 1)) <= IN_MEMORY
