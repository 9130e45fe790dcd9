"""What becomes of a hint about wording: its words are taken, or the sentence stays as it is."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts.guards import guards
from accounts.request import Request
from kit.http import is_partial, toast
from postmortems import workflow
from postmortems.editor import Editor
from postmortems.models import Postmortem
from postmortems.views.drafting import address, the_draft, the_section


@guards("postmortems.edit")
@require_POST
def use_wording(request: Request, reference: str, key: str, fingerprint: str) -> HttpResponse:
    """For pages without the editor, which puts the words into its own text."""
    postmortem = the_draft(request, reference)
    section = the_section(request, postmortem, key=key, prose=True)
    workflow.use_wording(postmortem, by=request.user, key=section.key, fingerprint=fingerprint)
    messages.success(request, "The sentence was put in other words")
    return HttpResponseRedirect(f"{address(postmortem, 'edit')}#section-{section.key}")


@guards("postmortems.edit")
@require_POST
def keep_wording(request: Request, reference: str, key: str, fingerprint: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    section = the_section(request, postmortem, key=key, prose=True)
    workflow.keep_wording(postmortem, by=request.user, key=section.key, fingerprint=fingerprint)
    undo = address(postmortem, "reconsider_wording", fingerprint)
    return _margin(request, postmortem, "The sentence stays as it is", undo)


@guards("postmortems.edit")
@require_POST
def reconsider_wording(request: Request, reference: str, fingerprint: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.reconsider_wording(postmortem, by=request.user, fingerprint=fingerprint)
    return _margin(request, postmortem, "The hint is back")


def _margin(request: Request, postmortem: Postmortem, said: str, undo: str = "") -> HttpResponse:
    if is_partial(request):
        context = {"editor": Editor(postmortem, request.user), "postmortem": postmortem}
        return toast(render(request, "postmortems/editor/_margin.html", context), said, undo=undo)
    messages.success(request, said, extra_tags=undo)
    return HttpResponseRedirect(f"{address(postmortem, 'edit')}#wording")
