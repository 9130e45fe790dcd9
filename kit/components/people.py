"""People as they appear in lists: an avatar, a handle. Works on anything with `.handle` and, for links, an address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kit.components import words


class Person(Protocol):
    handle: str
    name: str

    def get_absolute_url(self) -> str: ...


@lru_cache(maxsize=4096)
def _avatar(handle: str, size: str) -> SafeString:
    sized = format_html(' data-size="{}"', size) if size else SafeString("")
    return format_html(
        '<span class="avatar" data-hue="{}"{} aria-hidden="true">{}</span>',
        words.hue(handle),
        sized,
        words.initials(handle),
    )


def avatar(user: Person, size: str = "") -> SafeString:
    """The round initials; decoration, so name the person in words beside it. Sizes: s, l."""
    return _avatar(user.handle, size)


def avatars(users: Sequence[Person], most: int = 4) -> SafeString:
    """An overlapping stack that names everybody to screen readers."""
    shown = format_html_join("", "{}", ((_avatar(user.handle, ""),) for user in users[:most]))
    more = len(users) - most
    rest = format_html('<span class="avatars-more" aria-hidden="true">+{}</span>', more) if more > 0 else SafeString("")
    names = ", ".join(f"@{user.handle}" for user in users)
    return format_html('<span class="avatars" role="img" aria-label="{}">{}{}</span>', names, shown, rest)


def person(user: Person | None, link: bool = False, empty: str = "Nobody yet") -> SafeString:
    """Avatar and handle; `link` leads to the person's page."""
    if user is None:
        return format_html('<span class="person muted">{}</span>', empty)
    face = _avatar(user.handle, "")
    if link:
        return format_html(
            '<a class="person link-quiet" href="{}" title="{}">{}@{}</a>',
            user.get_absolute_url(),
            user.name,
            face,
            user.handle,
        )
    return format_html('<span class="person" title="{}">{}@{}</span>', user.name, face, user.handle)
