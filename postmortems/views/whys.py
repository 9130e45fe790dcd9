from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from kit.errors import Stale
from postmortems import tree, workflow
from postmortems.forms.whys import HangForm, WhyForm
from postmortems.models import Why
from postmortems.views.drafting import address, block_answer, form_answer, posted, stale_answer, the_draft, the_row
from postmortems.workflow.whys import rungs_of


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
def move_why(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    why = the_row(request, postmortem, Why.everything, pk)
    workflow.move_why(why, by=request.user, way=request.POST.get("way", ""))
    return block_answer(request, postmortem, "whys", said="Why moved")


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def hang_why(request: Request, reference: str, pk: int) -> HttpResponse:
    """Where in the tree it hangs, with everything below it."""
    postmortem = the_draft(request, reference)
    why = the_row(request, postmortem, Why.objects, pk)
    form = HangForm(posted(request), why=why)
    if form.is_valid():
        below = form.cleaned_data["below"]
        target = found(request, Why.objects.all(), postmortem=postmortem, pk=below) if below else None
        workflow.hang_why(why, by=request.user, below=target)
        return block_answer(request, postmortem, "whys", said="Why moved")
    words = {"title": "Move it with all below it", "button": "Move", "lede": why.question}
    return form_answer(request, postmortem, form, "whys", action=address(postmortem, "hang_why", pk), **words)


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_why(request: Request, reference: str, pk: int) -> HttpResponse:
    """Asked for, it says what goes with it."""
    postmortem = the_draft(request, reference)
    why = the_row(request, postmortem, Why.everything, pk)
    if request.method == "POST":
        workflow.remove_why(why, by=request.user)
        undo = address(postmortem, "restore_why", pk)
        return block_answer(request, postmortem, "whys", said="Why removed", undo=undo)
    below = tree.with_below(why.pk, rungs_of(postmortem)) - {why.pk}
    rows = Why.objects.visible_to(request.user).filter(pk__in=below)
    context = {"postmortem": postmortem, "why": why, "below": rows, "action": address(postmortem, "remove_why", pk)}
    return render(request, "postmortems/editor/remove_why.html", context)


@guards("postmortems.edit")
@require_POST
def restore_why(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.restore_why(the_row(request, postmortem, Why.everything, pk), by=request.user)
    return block_answer(request, postmortem, "whys", said="Why is back")
