"""The door for what others send: the body is a row before anybody is told that it came."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from kit import clock
from kit.sealing import Unreadable, opened
from signals import masking, signatures, wake
from signals.models import Delivery, Source

MOST_BYTES = 1_000_000
WINDOW_SECONDS = 60
State = Delivery.State


class TooMany(Exception):
    """More came within a minute than the source may send."""


@dataclass(frozen=True)
class Received:
    delivery: Delivery
    is_genuine: bool


def find_source(pk: int, token: str) -> Source | None:
    """Who sends to this address; whether the number or the secret is wrong takes the same time to say."""
    source = Source.objects.current().filter(pk=pk).first()
    wanted = source.token_hash if source else Source.digest("")
    return source if hmac.compare_digest(wanted, Source.digest(token)) and source is not None else None


def receive(source: Source, *, headers: Mapping[str, str], body: bytes) -> Received:
    """Keep a body as it came. Also one whose signature is wrong: the page of the source shows it.

    Raises TooMany. Deliberately one statement in a transaction of its own: it is committed when this returns.
    """
    if _of_the_last_minute(source) >= source.per_minute:
        raise TooMany
    lower = {name.lower(): value for name, value in headers.items()}
    problem = _problem(source, lower, body)
    with transaction.atomic():
        delivery: Delivery = Delivery.objects.create(
            source=source,
            received_at=clock.now(),
            headers=masking.kept(headers),
            body=body,
            size=len(body),
            state=State.FORGED if problem else State.WAITING,
            reason=problem,
        )
        if not problem:
            transaction.on_commit(wake.call, robust=True)
    return Received(delivery, not problem)


def _of_the_last_minute(source: Source) -> int:
    """Counted up to the limit and no further."""
    return Delivery.objects.filter(source=source).lately().order_by()[: source.per_minute].count()


def _problem(source: Source, headers: Mapping[str, str], body: bytes) -> str:
    """Why the signature does not hold, in a sentence that holds nothing of it; empty when it does or none is asked."""
    if not source.secret:
        return ""
    try:
        secret = opened(source.secret)
    except Unreadable:
        return "The signing secret cannot be opened any more: enter it again, then replay this."
    if signatures.holds(source.signed, headers, body, secret, now=clock.now()):
        return ""
    return "The signature is missing or does not fit the secret of this source."
