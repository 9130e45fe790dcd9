from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from accounts.request import Request
from kit.http import is_partial, page_or_fragment
from library.elsewhere import beside, counted, is_alone
from library.forms import SearchForm
from library.narrowing import offers
from library.saved import kept_as
from library.search import find
from library.shown import results
from library.suggesting import meant


@require_safe
def search(request: Request) -> HttpResponse:
    context = _found(request, SearchForm(request.GET))
    response = page_or_fragment(request, "library/search.html", "library/_found.html", context)
    if is_partial(request):
        response["HX-Replace-Url" if _is_typing(request) else "HX-Push-Url"] = (
            request.path + context["form"].clean_address()
        )
    return response


def _is_typing(request: Request) -> bool:
    """Whether only the words differ from what is shown: every letter would be a step back otherwise."""
    before = QueryDict(urlsplit(request.htmx.current_url or "").query)
    asked = [
        {name: values for name, values in each.lists() if name != "q" and any(values)} for each in (before, request.GET)
    ]
    return bool(before.get("q")) and asked[0] == asked[1]


def _found(request: Request, form: SearchForm) -> dict[str, Any]:
    """Where the words find nothing, what those find that may have been meant."""
    wanted, corrected, found = form.wanted, "", find(request.user, form.wanted)
    there = beside(request.user, wanted)
    if (
        not found.hits
        and not there.count
        and (corrected := meant(request.user, form.typed, everything=wanted.everything))
    ):
        better = find(request.user, replace(wanted, typed=corrected))
        if better.hits:
            wanted, found = replace(wanted, typed=corrected), better
            there = beside(request.user, wanted)
        else:
            corrected = ""
    shown = there if is_alone(wanted) else found.page
    return {
        "form": form,
        "wanted": wanted,
        "corrected": corrected,
        "meant": form.typing(corrected),
        "found": found,
        "results": results(found.keys, wanted.typed, request.user),
        "offers": offers(form, counted(found, there, wanted)),
        "elsewhere": there,
        "is_elsewhere": is_alone(wanted),
        "saved": None if corrected else kept_as(request.user, form.keeps()),
        "newer": form.page(shown.newer),
        "older": form.page(shown.older),
    }
