"""Blocks whose rows are the incident's: action items and related incidents."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from actions import workflow as actions
from incidents import workflow as incidents
from incidents.models import IncidentRelation
from kit.errors import Refused
from postmortems.forms.blocks import PromiseForm, RelationForm
from postmortems.views.drafting import address, block_answer, form_answer, the_draft
from postmortems.workflow.editing import LOCKED


@guards("actions.create")
@require_http_methods(["GET", "HEAD", "POST"])
def add_action(request: Request, reference: str) -> HttpResponse:
    """An action promised in the write-up; its clock starts when the write-up is published."""
    postmortem = the_draft(request, reference)
    if not postmortem.is_editable:
        raise Refused(LOCKED)
    form = PromiseForm(request.POST or None, incident=postmortem.incident)
    if form.is_valid():
        actions.create(by=request.user, running=False, **form.details())
        return block_answer(request, postmortem, "actions", said="Action item added")
    words = {"title": "Add an action item", "button": "Add action", "action": address(postmortem, "add_action")}
    words["promised"] = "yes"
    return form_answer(request, postmortem, form, "actions", **words)


@guards("incidents.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def relate(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    form = RelationForm(request.POST or None, by=request.user)
    if form.is_valid():
        try:
            incidents.relate(postmortem.incident, by=request.user, **form.cleaned_data)
            return block_answer(request, postmortem, "related", said="Incident related")
        except Refused as refused:
            form.add_error("other", refused.reasons)
    words = {"title": "Relate an incident", "button": "Relate", "action": address(postmortem, "relate")}
    return form_answer(request, postmortem, form, "related", **words)


@guards("incidents.edit")
@require_POST
def unrelate(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    relation = found(request, IncidentRelation.objects.all(), pk=pk, incident=postmortem.incident)
    incidents.unrelate(relation, by=request.user)
    return block_answer(request, postmortem, "related", said="No longer related")
