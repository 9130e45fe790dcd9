"""Idempotency-Key: a request that may be sent again without doing its work twice.

The row of the answer is written in the transaction of the work: both are there, or neither. The same request at the
same time waits for that transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from api.models import Answer, Token
from api.problems import problem
from kit import clock

KEEP = timedelta(days=2)
KEPT_HEADERS = ("Content-Type", "ETag", "Location")
OTHER = "This Idempotency-Key was used for another request. Take a new one."


def once(request: HttpRequest, token: Token, key: str, work: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of `work`, or what it answered before. What failed is not remembered, and may be tried again."""
    if not 0 < len(key) <= 255 or not key.isprintable():
        return problem(400, "An Idempotency-Key has 1 to 255 printable characters.")
    fingerprint = _fingerprint(request)
    with transaction.atomic():
        Answer.objects.filter(at__lt=clock.now() - KEEP).delete()
        answer, is_first = Answer.objects.get_or_create(
            token=token, key=key, defaults={"fingerprint": fingerprint, "at": clock.now()}
        )
        if not is_first:
            return _again(answer) if answer.fingerprint == fingerprint else problem(409, OTHER, reasons=[OTHER])
        response = work()
        if response.status_code >= 400:
            transaction.set_rollback(True)
            return response
        answer.status, answer.body = response.status_code, response.content
        answer.headers = {name: response[name] for name in KEPT_HEADERS if name in response}
        answer.save(update_fields=["status", "body", "headers"])
    return response


def _again(answer: Answer) -> HttpResponse:
    headers = {**answer.headers, "Idempotency-Replayed": "true"}
    return HttpResponse(bytes(answer.body), status=answer.status, headers=headers)


def _fingerprint(request: HttpRequest) -> str:
    asked = f"{request.method} {request.get_full_path()}\n".encode()
    return hashlib.sha256(asked + request.body).hexdigest()
