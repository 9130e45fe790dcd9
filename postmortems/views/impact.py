from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from kit.errors import Stale
from postmortems import workflow
from postmortems.forms.blocks import FigureForm
from postmortems.models import ImpactFigure
from postmortems.views.drafting import address, block_answer, form_answer, stale_answer, the_draft, the_row


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_figure(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    form = FigureForm(request.POST or None, initial={"area": request.GET.get("area", "customer")})
    if form.is_valid():
        workflow.add_figure(postmortem, by=request.user, once=form.cleaned_data["once"], **form.changes())
        return block_answer(request, postmortem, "impact", said="Figure added")
    words = {"title": "Add an impact figure", "button": "Add figure", "action": address(postmortem, "add_figure")}
    return form_answer(request, postmortem, form, "impact", **words)


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_figure(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    figure = the_row(request, postmortem, ImpactFigure.objects, pk)
    form = FigureForm(request.POST or None, instance=figure)
    words = {"title": "Change the figure", "button": "Save", "action": address(postmortem, "edit_figure", pk)}
    if not form.is_valid():
        return form_answer(request, postmortem, form, "impact", **words)
    try:
        version = form.cleaned_data["version"]
        workflow.edit_figure(figure, by=request.user, version=version, **form.changes())
    except Stale as stale:
        return stale_answer(request, postmortem, form, "impact", stale, **words)
    return block_answer(request, postmortem, "impact", said="Figure saved")


@guards("postmortems.edit")
@require_POST
def remove_figure(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.remove_figure(the_row(request, postmortem, ImpactFigure.everything, pk), by=request.user)
    undo = address(postmortem, "restore_figure", pk)
    return block_answer(request, postmortem, "impact", said="Figure removed", undo=undo)


@guards("postmortems.edit")
@require_POST
def restore_figure(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.restore_figure(the_row(request, postmortem, ImpactFigure.everything, pk), by=request.user)
    return block_answer(request, postmortem, "impact", said="Figure is back")
