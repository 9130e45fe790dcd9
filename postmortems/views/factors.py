from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from kit.errors import Stale
from postmortems import workflow
from postmortems.forms.blocks import AnswerForm, FactorForm, RiskForm
from postmortems.models import ContributingFactor, FactorCategory
from postmortems.views.drafting import address, block_answer, form_answer, stale_answer, the_draft, the_row


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def add_factor(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference)
    form = FactorForm(request.POST or None, initial={"category": request.GET.get("category", "process")})
    if form.is_valid():
        workflow.add_factor(postmortem, by=request.user, once=form.cleaned_data["once"], **form.changes())
        return block_answer(request, postmortem, "factors", said="Factor added")
    words = {"title": "Add a contributing factor", "button": "Add factor", "action": address(postmortem, "add_factor")}
    return form_answer(request, postmortem, form, "factors", **words)


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def edit_factor(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    factor = the_row(request, postmortem, ContributingFactor.objects, pk)
    form = FactorForm(request.POST or None, instance=factor)
    words = {"title": "Change the factor", "button": "Save", "action": address(postmortem, "edit_factor", pk)}
    if not form.is_valid():
        return form_answer(request, postmortem, form, "factors", **words)
    try:
        version = form.cleaned_data["version"]
        workflow.edit_factor(factor, by=request.user, version=version, **form.changes())
    except Stale as stale:
        current: Any = stale.current
        says = {"category": _called(current), "text": current.text}
        return stale_answer(request, postmortem, form, "factors", stale, says=says, **words)
    return block_answer(request, postmortem, "factors", said="Factor saved")


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def answer_factor(request: Request, reference: str, pk: int) -> HttpResponse:
    """Which actions answer the factor: those ticked, and no others."""
    postmortem = the_draft(request, reference)
    factor = the_row(request, postmortem, ContributingFactor.objects, pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, factor=factor)
    here = address(postmortem, "answer_factor", pk)
    words = {"title": "Answer the factor", "button": "Save", "action": here, "lede": factor.text}
    if form.is_valid():
        try:
            workflow.answer_with_actions(factor, by=request.user, **form.cleaned_data)
        except Stale as stale:
            says = {"actions": ", ".join(action.title for action in factor.actions.all())}
            return stale_answer(request, postmortem, form, "factors", stale, says=says, **words)
        return block_answer(request, postmortem, "factors", said="Answer recorded")
    lede = "No action item yet. Add one under “Action items”, or accept the risk."
    words["empty"] = "" if form.fields["actions"].queryset else lede  # type: ignore[attr-defined]
    return form_answer(request, postmortem, form, "factors", **words)


@guards("postmortems.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def accept_risk(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    factor = the_row(request, postmortem, ContributingFactor.objects, pk)
    form = RiskForm(request.POST or None, initial={**_risk(factor), "version": factor.version})
    here = address(postmortem, "accept_risk", pk)
    words = {"title": "Accept the risk", "button": "Accept risk", "action": here, "lede": factor.text}
    if not form.is_valid():
        return form_answer(request, postmortem, form, "factors", **words)
    try:
        workflow.accept_risk(factor, by=request.user, **form.cleaned_data)
    except Stale as stale:
        says = _risk(stale.current)
        return stale_answer(request, postmortem, form, "factors", stale, says=says, **words)
    return block_answer(request, postmortem, "factors", said="Risk accepted")


def _called(factor: Any) -> str:
    """The category it has now, as people call it."""
    return FactorCategory.objects.filter(key=factor.category).values_list("name", flat=True).first() or factor.category


def _risk(factor: Any) -> dict[str, Any]:
    return {"owner": factor.risk_owner, "reason": factor.risk_reason, "until": factor.risk_until}


@guards("postmortems.edit")
@require_POST
def withdraw_risk(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.withdraw_risk(the_row(request, postmortem, ContributingFactor.everything, pk), by=request.user)
    return block_answer(request, postmortem, "factors", said="The risk is no longer accepted")


@guards("postmortems.edit")
@require_POST
def remove_factor(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.remove_factor(the_row(request, postmortem, ContributingFactor.everything, pk), by=request.user)
    undo = address(postmortem, "restore_factor", pk)
    return block_answer(request, postmortem, "factors", said="Factor removed", undo=undo)


@guards("postmortems.edit")
@require_POST
def restore_factor(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    workflow.restore_factor(the_row(request, postmortem, ContributingFactor.everything, pk), by=request.user)
    return block_answer(request, postmortem, "factors", said="Factor is back")
