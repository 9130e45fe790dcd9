"""What every request to the API passes: its token, its rate, its Idempotency-Key, its ETag."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.views.decorators.csrf import csrf_exempt

from api import rate, replay, versions
from api.authentication import token_of
from api.problems import problem

View = Callable[..., HttpResponse]
OPEN = ("openapi-json",)
BODIES = ("POST", "PUT", "PATCH")
NO_TOKEN = "Send Authorization: Bearer and a token, made under Settings, Access tokens."  # noqa: S105


def fitted(pattern: URLPattern) -> URLPattern:
    """A route of the framework's behind our doors."""
    view = pattern.callback if pattern.name in OPEN else through(pattern.callback)
    return URLPattern(pattern.pattern, login_not_required(csrf_exempt(view)), pattern.default_args, pattern.name)


def through(view: View) -> View:
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = token_of(request)
        if token is None:
            return problem(401, NO_TOKEN, headers={"WWW-Authenticate": "Bearer"})
        request.token = token  # type: ignore[attr-defined]
        standing = rate.count(token.pk)
        if standing.left < 0:
            headers = standing.headers | {"Retry-After": str(standing.resets)}
            return problem(429, f"This token may ask {settings.API_PER_MINUTE} times a minute.", headers=headers)
        response = _answered(request, token, lambda: view(request, *args, **kwargs))
        for name, value in standing.headers.items():
            response[name] = value
        # What one person may see is no other's, and is asked anew every time.
        response["Cache-Control"] = "private, no-cache"
        response["Vary"] = "Authorization"
        return response

    return door


def _answered(request: HttpRequest, token: Any, work: Callable[[], HttpResponse]) -> HttpResponse:
    if request.method in BODIES and request.body and request.content_type != "application/json":
        return problem(415, "Send JSON, with Content-Type: application/json.")
    work_and_mark = _marking(request, work)
    key = request.headers.get("Idempotency-Key")
    if key is not None and request.method in BODIES:
        return replay.once(request, token, key.strip(), work_and_mark)
    return versions.unchanged(request, work_and_mark())


def _marking(request: HttpRequest, work: Callable[[], HttpResponse]) -> Callable[[], HttpResponse]:
    def marked() -> HttpResponse:
        response = work()
        if response.status_code == 405:
            return problem(405, "This cannot be done here.", headers={"Allow": response["Allow"]})
        if response.status_code < 300 and response.content:
            versions.mark(response, getattr(request, "shown_version", None))
        return response

    return marked
