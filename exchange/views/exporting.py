from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from exchange import wake, workflow
from exchange.forms.exporting import ExportForm
from exchange.models import Export
from exchange.selection import numbers_of
from exchange.sending import sent
from exchange.writing.file import File
from exchange.writing.packing import one
from incidents.references import number_of
from kit.errors import Refused
from postmortems.models import Postmortem

EXPORT = "exchange.export"


@require_safe
@guards(EXPORT)
def export_menu(request: Request, reference: str) -> HttpResponse:
    postmortem = _postmortem(request, reference)
    return render(request, "exchange/export_one.html", {"postmortem": postmortem, "form": ExportForm()})


@require_safe
@guards(EXPORT)
def export_one(request: Request, reference: str, format: str) -> HttpResponse:
    """At once; PDF goes by way of a task."""
    if format not in Export.Format.values:
        raise Http404
    postmortem = _postmortem(request, reference)
    with_comments = request.GET.get("comments") == "yes"
    return sent(one(postmortem, format, reader=request.user, with_comments=with_comments))


@require_POST
@guards(EXPORT)
def ask(request: Request, reference: str) -> HttpResponse:
    postmortem = _postmortem(request, reference)
    form = ExportForm(request.POST)
    if not form.is_valid():
        raise Refused("Choose a format.")
    return _asked(request, form, [postmortem.incident.number])


@require_http_methods(["GET", "HEAD", "POST"])
@guards(EXPORT)
def ask_for_many(request: Request) -> HttpResponse:
    """Of everything that a search of the library finds: its words and filters are in the address."""
    numbers = numbers_of(request.user, request.GET)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        try:
            return _asked(request, form, numbers)
        except Refused as refused:
            form.add_error("format", list(refused.reasons))
    context = {"form": form, "count": len(numbers), "address": request.get_full_path()}
    return render(request, "exchange/export_many.html", context, status=422 if form.is_bound else 200)


@require_safe
@guards(EXPORT)
def exports(request: Request) -> HttpResponse:
    rows = Export.objects.visible_to(request.user).defer("data")[:30]
    return render(request, "exchange/exports.html", {"exports": rows})


@require_safe
@guards(EXPORT)
def export(request: Request, pk: int) -> HttpResponse:
    row = found(request, Export.objects.defer("data"), pk=pk)
    share = row.done * 100 // (len(row.numbers) or 1)
    page = "exchange/_export.html" if request.htmx else "exchange/export.html"
    return render(request, page, {"export": row, "share": share})


@require_safe
@guards(EXPORT)
def fetch(request: Request, pk: int) -> HttpResponse:
    row = found(request, Export.objects.defer("data").select_related("by"), pk=pk)
    return sent(File(row.name, row.content_type, workflow.fetch(row)))


def _postmortem(request: Request, reference: str) -> Postmortem:
    rows = Postmortem.objects.select_related("incident")
    row: Postmortem = found(request, rows, incident__number=number_of(reference) or 0)
    return row


def _asked(request: Request, form: ExportForm, numbers: list[int]) -> HttpResponse:
    export = workflow.ask_for(by=request.user, numbers=numbers, **form.cleaned_data)
    wake.start(wake.MAKE, export.pk)
    return redirect(export)
