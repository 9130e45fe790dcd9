from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from insights.page import Page
from kit.http import page_or_fragment


@require_safe
def index(request: Request) -> HttpResponse:
    page = Page(request.user, request.GET)
    return page_or_fragment(request, "insights/index.html", "insights/_figures.html", {"page": page})


@require_safe
def measures(request: Request) -> HttpResponse:
    page = Page(request.user, request.GET, in_detail=True)
    return page_or_fragment(request, "insights/measures.html", "insights/_measures.html", {"page": page})
