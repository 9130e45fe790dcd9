from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from kit.http import is_partial, page_or_fragment
from library.forms import SearchForm
from library.search import COUNTED, find
from library.shown import results


@require_safe
def search(request: Request) -> HttpResponse:
    form = SearchForm(request.GET, user=request.user)
    found = find(request.user, form.wanted)
    number = form.wanted.page
    context = {
        "form": form,
        "wanted": form.wanted,
        "found": found,
        "results": results(found, request.user),
        "facets": form.facets(found),
        "chips": form.chips(),
        "counted": COUNTED,
        "newer": form.page(number - 1) if number > 1 else "",
        "older": form.page(number + 1) if found.has_more else "",
    }
    response = page_or_fragment(request, "library/search.html", "library/_found.html", context)
    if is_partial(request):
        response["HX-Push-Url"] = request.path + form.clean_address()
    return response
