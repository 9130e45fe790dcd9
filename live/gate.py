"""The handshake: where a socket comes from, whose it is, what that person may do. Synchronous but for `from_us`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http.cookies import CookieError
from importlib import import_module
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.http.cookie import parse_cookie
from django.http.request import split_domain_port, validate_host

from live import rights
from live.models import Document
from live.rights import Rights

PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Visitor:
    user_id: int
    rights: Rights
    locked: bool

    @property
    def may_write(self) -> bool:
        return self.rights.may_write and not self.locked

    @property
    def why_not(self) -> str:
        return "locked" if self.locked else "viewer"


def headers(scope: Mapping[str, Any]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def from_us(given: Mapping[str, str]) -> bool:
    """Whether a page of ours opened the socket: same scheme, host and port as we are called under.

    Browsers send cookies with any page's sockets, so this is what a CSRF token is for forms.
    """
    origin, host = place(given.get("origin", "")), given.get("host", "")
    own = place(settings.BASE_URL)
    if origin is None or own is None or origin[0] != own[0]:
        return False
    domain, _ = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    # Behind a proxy that names us otherwise than people do, the address people type is ours all the same.
    return origin in (own, place(f"{own[0]}://{host}"))


def place(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return None
    if port is None or not parts.hostname or parts.path not in ("", "/") or parts.username is not None:
        return None
    return parts.scheme, parts.hostname, port


def session_key(given: Mapping[str, str]) -> str:
    try:
        return parse_cookie(given.get("cookie", "")).get(settings.SESSION_COOKIE_NAME, "")
    except CookieError:
        return ""


def person(key: str) -> Any:
    """Who is signed in by this session now; None after sign-out, deactivation, a new password, or in time."""
    if not key:
        return None
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    user = get_user(cast(HttpRequest, SimpleNamespace(session=store)))
    return user if user.is_authenticated else None


def admit(document_id: int, key: str) -> Visitor | None:
    return look(document_id, person(key))


def look(document_id: int, user: Any) -> Visitor | None:
    granted = rights.of(document_id, user) if user is not None else None
    locked = Document.objects.filter(pk=document_id).values_list("locked", flat=True).first()
    return Visitor(user.pk, granted, locked) if granted is not None and locked is not None else None


def look_again(asked: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Visitor | None]:
    """What each (document, session) may do now; a session is read once."""
    people: dict[str, Any] = {}
    found: dict[tuple[int, str], Visitor | None] = {}
    for document_id, key in asked:
        if key not in people:
            people[key] = person(key)
        found[document_id, key] = look(document_id, people[key])
    return found
