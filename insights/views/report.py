from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guards
from accounts.request import Request
from insights import printing, workflow
from insights.periods import is_quarter
from insights.report import Report, last
from kit.http import onward


@require_safe
def last_report(request: Request) -> HttpResponse:
    return redirect("insights:report", last())


@require_safe
def report(request: Request, quarter: str) -> HttpResponse:
    return render(request, "insights/report.html", {"page": _found(request, quarter)})


@require_safe
def document(request: Request, quarter: str) -> HttpResponse:
    response = HttpResponse(printing.pdf(_found(request, quarter)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="incidents-{quarter}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@guards("insights.subscribe")
def subscribe(request: Request) -> HttpResponse:
    workflow.subscribe(by=request.user)
    return onward(request, "insights:last_report", said="Subscribed to the quarterly report")


@require_POST
@guards("insights.subscribe")
def unsubscribe(request: Request) -> HttpResponse:
    workflow.unsubscribe(by=request.user)
    return onward(request, "insights:last_report", said="No longer subscribed")


def _found(request: Request, quarter: str) -> Report:
    if not is_quarter(quarter):
        raise Http404
    return Report(request.user, quarter, request.GET)
