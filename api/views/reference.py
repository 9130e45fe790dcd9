from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import guards
from accounts.request import Request
from api.manual import chapters
from api.product import api
from api.scopes import SCOPES


@guards("accounts.see_settings")
@require_safe
def reference(request: Request) -> HttpResponse:
    """The OpenAPI document as a page to read."""
    document = api.get_openapi_schema()
    context = {"about": document["info"], "chapters": chapters(document), "scopes": SCOPES}
    return render(request, "api/reference.html", context)
