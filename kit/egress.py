"""The one door to other machines: https only, never to a private address, and to the very address that was checked.

A name is resolved once, every address it has is looked at, and the connection is made to one of those: a name that
answers differently a moment later leads nowhere new. Redirects are not followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

from kit import clock

TIMEOUT_SECONDS = 5
# Over all, also when the other side lets drop one byte at a time.
DEADLINE_SECONDS = 12
MOST_BYTES = 4_000_000
# What happened to a connection, in words for those who read why a message waits.
SAID: dict[type[Exception], str] = {
    ConnectionRefusedError: "Nothing listens at that address",
    ConnectionError: "The connection was cut before an answer came",
    http.client.HTTPException: "What came back is no HTTP",
}
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Forbidden(Exception):
    """The address may not be called; the sentence holds no part of it."""


class Unanswered(Exception):
    """No answer came: the reason in words, without the address."""


@dataclass(frozen=True)
class Answer:
    """`body` is at most the first MOST_BYTES; header names as they were sent."""

    status: int
    retry_after: float | None = None
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def examine(url: str) -> SplitResult:
    """The parts of an address that may be called as far as can be told without asking for its name."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Forbidden("This is not an address.")
    allowed = ("https",) if settings.PRODUCTION else ("https", "http")
    if parts.scheme not in allowed or not parts.hostname:
        raise Forbidden("The address must begin with https://.")
    if parts.username or parts.password:
        raise Forbidden("The address must not hold a name or a password before its host.")
    if port == 0:
        raise Forbidden("This is not an address.")
    return parts


# Method, address and what was sent, JSON read.
Told = Callable[[str, str, Any], Answer]
_told: ContextVar[Told | None] = ContextVar("egress", default=None)


@contextmanager
def answered_by(told: Told) -> Iterator[None]:
    """For an invented past: nothing leaves inside the block, and `told` says what came back."""
    token = _told.set(told)
    try:
        yield
    finally:
        _told.reset(token)


def post_json(url: str, payload: dict[str, object]) -> Answer:
    """Hand over one message. Raises Forbidden before anything leaves, Unanswered when nothing came back."""
    return send("POST", url, json.dumps(payload).encode(), {"Content-Type": "application/json; charset=utf-8"})


def send(method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """One request, and the beginning of its answer. Raises Forbidden before anything leaves, Unanswered when nothing
    came back."""
    if (told := _told.get()) is not None:
        return told(method, url, json.loads(body) if body else None)
    parts = examine(url)
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _address_of(host, port)
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    try:
        sock = socket.create_connection((address, port), timeout=TIMEOUT_SECONDS)
        guard = threading.Timer(DEADLINE_SECONDS, _cut, [sock])
        guard.start()
        try:
            if parts.scheme == "https":
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
            connection.sock = sock
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request(method, path, body, {**(headers or {}), "Connection": "close"})
            answer = connection.getresponse()
            text = answer.read(MOST_BYTES)
            return Answer(answer.status, _seconds(answer.getheader("Retry-After")), text, dict(answer.getheaders()))
        finally:
            guard.cancel()
    except TimeoutError:
        raise Unanswered(f"No answer within {TIMEOUT_SECONDS} seconds")
    except ssl.SSLError:
        raise Unanswered("The certificate or the encryption was not right")
    except (OSError, http.client.HTTPException) as error:
        raise Unanswered(next((said for kind, said in SAID.items() if isinstance(error, kind)), type(error).__name__))
    finally:
        connection.close()


def _address_of(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unanswered("The host's name was not found")
    addresses = [str(entry[4][0]).split("%")[0] for entry in found]
    if host.lower() not in settings.EGRESS_HOSTS and not all(is_public(address) for address in addresses):
        raise Forbidden("The address leads into a private network. An administrator can allow its host.")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether anybody on the internet would mean the same machine by it."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner or ip in NAT64:
            return bool(inner) and is_public(str(inner)) if ip.ipv4_mapped else False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _seconds(header: str | None) -> float | None:
    """Retry-After, in seconds or as a date."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header.strip()[:9])
    try:
        return max(0.0, (parsedate_to_datetime(header) - clock.now()).total_seconds())
    except (TypeError, ValueError):
        return None


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
