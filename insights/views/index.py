from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from insights.page import Page
from insights.practice import Correlated, Practice
from kit.http import page_or_fragment


@require_safe
def index(request: Request) -> HttpResponse:
    page = Page(request.user, request.GET)
    return page_or_fragment(request, "insights/index.html", "insights/_figures.html", {"page": page})


@require_safe
def measures(request: Request) -> HttpResponse:
    page = Page(request.user, request.GET, in_detail=True)
    return page_or_fragment(request, "insights/measures.html", "insights/_measures.html", {"page": page})


@require_safe
def practice(request: Request) -> HttpResponse:
    page = Practice(request.user, request.GET)
    return page_or_fragment(request, "insights/practice.html", "insights/_practice.html", {"page": page})


@require_safe
def connections(request: Request) -> HttpResponse:
    page = Correlated(request.user, request.GET)
    return page_or_fragment(request, "insights/connections.html", "insights/_connections.html", {"page": page})
