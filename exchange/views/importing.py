from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from exchange import wake, workflow
from exchange.forms.importing import FileForm, OptionsForm, UploadForm
from exchange.models import Import, ImportedFile
from exchange.overview import lines
from exchange.proposing import unsure
from exchange.shown import entries_of
from kit.errors import Refused
from kit.http import fragment_or_redirect, onward

IMPORT = "exchange.import"
ASKS = require_http_methods(["GET", "HEAD", "POST"])


@ASKS
@guards(IMPORT)
def imports(request: Request) -> HttpResponse:
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            batch = workflow.receive(by=request.user, name=sent.name or "", data=sent.read())
        except Refused as error:
            form.add_error("file", list(error.reasons))
        else:
            wake.start(wake.READ, batch.pk)
            return onward(request, batch)
    batches = Import.objects.visible_to(request.user)[:20]
    return render(
        request, "exchange/imports.html", {"form": form, "batches": batches}, status=422 if form.is_bound else 200
    )


@require_safe
@guards(IMPORT)
def one_import(request: Request, pk: int) -> HttpResponse:
    batch = found(request, Import.objects, pk=pk)
    context = {"batch": batch, **lines(batch, request.user), "form": OptionsForm()}
    fragment = bool(request.htmx)
    return render(request, "exchange/_batch.html" if fragment else "exchange/import.html", context)


@ASKS
@guards(IMPORT)
def file(request: Request, batch: int, pk: int) -> HttpResponse:
    row = found(request, ImportedFile.objects.select_related("batch", "incident"), batch=batch, pk=pk)
    if not row.understood or row.incident is not None:
        return redirect(row.incident or row.batch)
    form = FileForm(request.POST or None, file=row, user=request.user)
    if form.is_valid():
        workflow.choose(row, by=request.user, choices=form.choices())
        return onward(request, row.batch, said="Kept. It is saved together with the others.")
    context = {"file": row, "batch": row.batch, "form": form, "found": row.found, "unsure": unsure(row.found)}
    context["entries"] = entries_of(row.found, form.chosen["zone"])
    return render(request, "exchange/file.html", context, status=422 if form.is_bound else 200)


@require_POST
@guards(IMPORT)
def leave_out(request: Request, batch: int, pk: int) -> HttpResponse:
    row = found(request, ImportedFile.objects, batch=batch, pk=pk)
    workflow.leave_out(row, by=request.user, out=request.POST.get("out") == "yes")
    shown = found(request, Import.objects, pk=batch)
    context = {"batch": shown, **lines(shown, request.user), "form": OptionsForm()}
    return fragment_or_redirect(request, "exchange/_batch.html", context, to=shown)


@require_POST
@guards(IMPORT)
def save(request: Request, pk: int) -> HttpResponse:
    batch = found(request, Import.objects, pk=pk)
    form = OptionsForm(request.POST)
    if not form.is_valid():
        context = {"batch": batch, **lines(batch, request.user), "form": form}
        return render(request, "exchange/import.html", context, status=422)
    if workflow.start_saving(batch, by=request.user, options=form.cleaned_data):
        wake.start(wake.SAVE, batch.pk)
    return redirect(batch)


@ASKS
@guards(IMPORT)
def discard(request: Request, pk: int) -> HttpResponse:
    batch = found(request, Import.objects, pk=pk)
    if request.method == "POST":
        workflow.discard(batch, by=request.user)
        return onward(request, "/import/", said="Thrown away. Write-ups that came of it stay.")
    return render(request, "exchange/discard.html", {"batch": batch, "back": batch.get_absolute_url()})
