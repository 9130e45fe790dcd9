"""ETags: the row's version, which If-Match names, and a hash of what is shown, by which a reader saves the transfer."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from ninja.errors import HttpError

from kit.errors import Stale

FORM = re.compile(r'"(\d+)(?:-[0-9a-f]+)?"')


def mark(response: HttpResponse, version: int | None = None) -> HttpResponse:
    """The answer with its ETag."""
    shown = hashlib.sha256(response.content).hexdigest()[:16]
    response["ETag"] = f'"{version}-{shown}"' if version is not None else f'"{shown}"'
    return response


def unchanged(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 when the reader has it already."""
    known = [tag.strip().removeprefix("W/") for tag in request.headers.get("If-None-Match", "").split(",")]
    if request.method not in ("GET", "HEAD") or response.get("ETag") not in known:
        return response
    kept = HttpResponseNotModified()
    kept["ETag"] = response["ETag"]
    return kept


def named(request: HttpRequest) -> int:
    """The version that If-Match names: without one nothing is changed, so that nobody's work is written over."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise HttpError(428, "Send If-Match with the ETag that you read, so that nobody's change is written over.")
    match = FORM.fullmatch(given)
    if match is None:
        raise Stale("If-Match holds no ETag of this.")
    return min(int(match[1]), 2**31 - 1)


def show(request: HttpRequest, row: Any) -> None:
    """Remember the version of what the answer shows, for the doors to mark it with."""
    request.shown_version = row.version  # type: ignore[attr-defined]


def require(request: HttpRequest, row: Any) -> None:
    """Raises Stale unless If-Match names the row's present version."""
    if named(request) != row.version:
        raise Stale("It was changed since it was read. Read it again, then send the change.", row)
