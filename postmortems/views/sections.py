"""Saving the text of a section, and settling two texts of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import guards
from accounts.request import Request
from kit.diff import diff_words
from kit.errors import Refused, Stale
from postmortems import workflow
from postmortems.editor import Editor, Typed
from postmortems.forms.writing import SectionForm, SettleForm
from postmortems.models import Postmortem, Section, SectionConflict
from postmortems.views.drafting import address, the_draft, the_row, the_section


@guards("postmortems.edit")
@require_POST
def save_section(request: Request, reference: str, key: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    section = the_section(request, postmortem, key=key, prose=True)
    form = SectionForm(request.POST)
    if not form.is_valid():
        return _unsaved(request, postmortem, section, _errors(form))
    try:
        saved = workflow.save_section(postmortem, by=request.user, key=key, **form.cleaned_data)
    except Stale as stale:
        return _two_texts(request, postmortem, stale)
    except Refused as refused:
        return _unsaved(request, postmortem, section, refused.reasons)
    return _saved(request, postmortem, saved)


def _saved(request: Request, postmortem: Postmortem, section: Section) -> HttpResponse:
    messages.success(request, "Saved")
    return _to_section(postmortem, section.key)


def _unsaved(request: Request, postmortem: Postmortem, section: Section, reasons: list[str]) -> HttpResponse:
    """What was typed stays where it was typed, under the reasons."""
    editor = Editor(postmortem, request.user)
    editor.typed = {section.key: Typed(request.POST.get("body", ""), request.POST.get("base", ""), reasons)}
    context = {"editor": editor, "postmortem": postmortem}
    return render(request, "postmortems/editor/page.html", context, status=422)


def _two_texts(request: Request, postmortem: Postmortem, stale: Stale) -> HttpResponse:
    conflict: Any = stale.current
    context = {**_compared(postmortem, conflict), "reasons": stale.reasons}
    return render(request, "postmortems/editor/conflict.html", context, status=409)


def _compared(postmortem: Postmortem, conflict: SectionConflict) -> dict[str, Any]:
    section = Section.objects.select_related("changed_by").get(pk=conflict.section_id)
    pieces = diff_words(section.body, conflict.body)
    return {"postmortem": postmortem, "conflict": conflict, "section": section, "pieces": pieces}


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def settle_conflict(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    conflict = the_row(request, postmortem, SectionConflict.objects.select_related("by"), pk)
    if request.method != "POST":
        return render(request, "postmortems/editor/conflict.html", _compared(postmortem, conflict))
    form = SettleForm(request.POST)
    if not form.is_valid():
        context = {**_compared(postmortem, conflict), "reasons": _errors(form), "typed": request.POST.get("body", "")}
        return render(request, "postmortems/editor/conflict.html", context, status=422)
    try:
        section = _settle(request, conflict, form)
    except Stale as stale:
        return _two_texts(request, postmortem, stale)
    return _settled(request, postmortem, section)


def _settle(request: Request, conflict: SectionConflict, form: SettleForm) -> Section:
    given = form.cleaned_data
    keeps_saved = given["keep"] == "theirs"
    body, base = (None, None) if keeps_saved else (given["body"], given["base"])
    return workflow.settle_conflict(conflict, by=request.user, body=body, base=base)


def _settled(request: Request, postmortem: Postmortem, section: Section) -> HttpResponse:
    messages.success(request, "One text kept. The other is under “Texts set aside”")
    return _to_section(postmortem, section.key)


@guards("postmortems.edit")
@require_safe
def set_aside(request: Request, reference: str, key: str) -> HttpResponse:
    """Texts of a section that were not kept, newest first, to be copied from."""
    postmortem = the_draft(request, reference)
    section = the_section(request, postmortem, key=key)
    conflicts = section.conflicts.select_related("by").order_by("-at")[:50]
    context = {"postmortem": postmortem, "section": section, "conflicts": conflicts}
    return render(request, "postmortems/editor/set_aside.html", context)


def _errors(form: BaseForm) -> list[str]:
    return [str(error) for errors in form.errors.values() for error in errors]


def _to_section(postmortem: Postmortem, key: str) -> HttpResponse:
    return HttpResponseRedirect(f"{address(postmortem, 'edit')}#section-{key}")
