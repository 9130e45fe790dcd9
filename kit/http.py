"""Small tools for doors."""

import json
from typing import Any, Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django_htmx.http import HttpResponseClientRedirect


class Linked(Protocol):
    def get_absolute_url(self) -> str: ...


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx asks for a region; a boosted link or a history restore wants the whole page."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_or_fragment(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """The fragment for htmx, the whole page otherwise; caches keep the two apart."""
    response = render(request, fragment if is_partial(request) else page, context, status=status)
    response["Vary"] = "HX-Request, Cookie"
    return response


def fragment_or_redirect(
    request: HttpRequest, fragment: str, context: dict[str, Any], *, to: Linked | str, said: str = ""
) -> HttpResponse:
    """After a verb: htmx gets the fresh region, a plain form post is redirected.

    `said` becomes a toast ("Decision recorded").
    """
    if is_partial(request):
        response = render(request, fragment, context)
        if said:
            toast(response, said)
        return response
    if said:
        messages.success(request, said)
    return HttpResponseRedirect(to if isinstance(to, str) and to.startswith("/") else resolve_url(to))  # type: ignore[arg-type]


def onward(request: HttpRequest, to: Linked | str, *, said: str = "", undo: str = "") -> HttpResponse:
    """After a verb that ends on another page, whether a form or a dialog asked for it; `said` is told there."""
    if said:
        messages.success(request, said, extra_tags=undo)
    address = to if isinstance(to, str) and to.startswith("/") else resolve_url(to)  # type: ignore[arg-type]
    return HttpResponseClientRedirect(address) if is_partial(request) else HttpResponseRedirect(address)


def toast(response: HttpResponse, text: str, *, undo: str = "") -> HttpResponse:
    """Have the page show a toast after htmx has swapped; `undo` is the address its Undo button posts to."""
    response["HX-Trigger"] = json.dumps({"debrief:toast": {"text": text, "undo": undo}})
    return response
