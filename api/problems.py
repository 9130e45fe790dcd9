"""Errors as RFC 9457 problem details: `type` names the kind, `detail` is a sentence for whoever reads the log."""

from __future__ import annotations

import json
import logging
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.errors import ValidationError as Unreadable

from kit.errors import Refused, Stale

log = logging.getLogger("debrief.api")

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "The request cannot be read",
    401: "No usable token",
    403: "Not allowed",
    404: "Not found",
    405: "Not possible here",
    409: "Refused by a rule",
    412: "Changed in the meantime",
    415: "Not JSON",
    422: "Not as described",
    428: "Say which version is meant",
    429: "Too many requests",
    500: "Something failed",
}


def problem(status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any) -> HttpResponse:
    """`more` are members of their own, such as `errors` or `reasons`."""
    body = {"type": f"urn:debrief:problem:{status}", "title": TITLES[status], "status": status, "detail": detail}
    return HttpResponse(json.dumps(body | more), status=status, content_type=MEDIA_TYPE, headers=headers)


def register(api: NinjaAPI) -> None:
    api.add_exception_handler(Unreadable, _unreadable)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(Stale, _stale)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(PermissionDenied, _forbidden)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(HttpError, _http)
    api.add_exception_handler(Exception, _failed)


def _unreadable(request: HttpRequest, error: Any) -> HttpResponse:
    """Without what was sent, which may be long or secret."""
    errors = [{"where": "/".join(str(step) for step in one["loc"]), "detail": one["msg"]} for one in error.errors]
    return problem(422, "Some of what was sent is not as the description says.", errors=errors)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(409, " ".join(error.messages), reasons=list(error.messages))


def _stale(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(412, " ".join(error.reasons), reasons=error.reasons)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(409, " ".join(error.reasons), reasons=error.reasons)


def _forbidden(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403, str(error) or "This is not allowed.")


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, "There is nothing here, or nothing that this token may see.")


def _http(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code if error.status_code in TITLES else 400, str(error))


def _failed(request: HttpRequest, error: Any) -> HttpResponse:
    log.error("Unforeseen: %s %s", request.method, request.path, exc_info=error)
    return problem(500, "Something failed that should not. It was noted; try again later.")
