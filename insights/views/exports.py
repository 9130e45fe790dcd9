from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from insights.behind import Behind
from insights.page import Page
from insights.sheets import of_measures, of_rows
from insights.sources import SOURCES
from kit import csv


@require_safe
def measures(request: Request) -> HttpResponse:
    return _file("insights", of_measures(Page(request.user, request.GET, in_detail=True)))


@require_safe
def rows(request: Request, name: str) -> HttpResponse:
    if name not in SOURCES:
        raise Http404
    return _file(f"insights-{name}", of_rows(Behind(request.user, request.GET, name)))


def _file(name: str, rows: Iterable[tuple[Any, ...]]) -> HttpResponse:
    response = StreamingHttpResponse(csv.lines(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]
