from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from insights.behind import Behind
from insights.sources import SOURCES
from kit.http import page_or_fragment


@require_safe
def rows(request: Request, name: str) -> HttpResponse:
    if name not in SOURCES:
        raise Http404
    behind = Behind(request.user, request.GET, name)
    return page_or_fragment(request, "insights/rows.html", "insights/_rows.html", {"behind": behind})
