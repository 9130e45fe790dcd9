"""Files that go with the mail of a notice; the owner of its kind registers who makes them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives

from activity.models import Notice


@dataclass(frozen=True)
class Enclosure:
    """`method` is what a calendar file asks for: calendars act on the part that says it, people on the file."""

    name: str
    content: str
    kind: str
    method: str = ""

    @property
    def mimetype(self) -> str:
        return f"{self.kind}; method={self.method}" if self.method else self.kind


Maker = Callable[[Notice, Any], Enclosure | None]

_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """`maker(notice, subject)` is asked when the mail is composed, with a subject its reader may see."""
    _makers[kind] = maker


def enclose(message: EmailMultiAlternatives, notice: Notice, subject: Any) -> None:
    maker = _makers.get(notice.kind)
    made = maker(notice, subject) if maker else None
    if made is None:
        return
    if made.method:
        message.attach_alternative(made.content, made.mimetype)
    message.attach(made.name, made.content, made.kind)
