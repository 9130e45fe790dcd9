from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from kit.errors import Stale
from postmortems import workflow
from postmortems.forms.blocks import WhyForm
from postmortems.models import Why
from postmortems.views.drafting import address, block_answer, form_answer, stale_answer, the_draft, the_row


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_why(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    form = WhyForm(request.POST or None, postmortem=postmortem, initial={"parent": request.GET.get("below")})
    if form.is_valid():
        workflow.add_why(postmortem, by=request.user, once=form.cleaned_data["once"], **form.changes())
        return block_answer(request, postmortem, "whys", said="Why added")
    words = {"title": "Ask why", "button": "Add", "action": address(postmortem, "add_why")}
    return form_answer(request, postmortem, form, "whys", **words)


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_why(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    why = the_row(request, postmortem, Why.objects, pk)
    form = WhyForm(request.POST or None, instance=why, postmortem=postmortem)
    words = {"title": "Change this why", "button": "Save", "action": address(postmortem, "edit_why", pk)}
    if not form.is_valid():
        return form_answer(request, postmortem, form, "whys", **words)
    try:
        workflow.edit_why(why, by=request.user, version=form.cleaned_data["version"], **form.changes())
    except Stale as stale:
        return stale_answer(request, postmortem, form, "whys", stale, **words)
    return block_answer(request, postmortem, "whys", said="Why saved")


@guards("postmortems.edit")
@require_POST
def mark_root(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    is_root = request.POST.get("is_root") == "on"
    workflow.mark_root(the_row(request, postmortem, Why.everything, pk), by=request.user, is_root=is_root)
    said = "Marked as root cause" if is_root else "No longer a root cause"
    return block_answer(request, postmortem, "whys", said=said)


@guards("postmortems.edit")
@require_POST
def remove_why(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.remove_why(the_row(request, postmortem, Why.everything, pk), by=request.user)
    undo = address(postmortem, "restore_why", pk)
    return block_answer(request, postmortem, "whys", said="Why removed", undo=undo)


@guards("postmortems.edit")
@require_POST
def restore_why(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.restore_why(the_row(request, postmortem, Why.everything, pk), by=request.user)
    return block_answer(request, postmortem, "whys", said="Why is back")
