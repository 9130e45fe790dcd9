from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from accounts.guards import found, guards
from accounts.request import Request
from incidents.references import number_of
from kit.errors import Refused, Stale
from kit.http import onward
from postmortems import workflow
from postmortems.coverage import Coverage
from postmortems.forms.blocks import PromiseForm, RenewalForm
from postmortems.models import ContributingFactor, Postmortem
from postmortems.views.drafting import address, form_answer, posted, stale_answer

# Errors stay in the dialog; what is done leads back to the page.
HERE = {"region": "dialog", "back": "coverage"}


@require_GET
def coverage(request: Request, reference: str) -> HttpResponse:
    """The factors of a write-up and what answers each."""
    rows = Postmortem.objects.select_related("incident")
    postmortem = found(request, rows, incident__number=number_of(reference))
    context = {"postmortem": postmortem, "coverage": Coverage(postmortem, request.user)}
    return render(request, "postmortems/coverage/coverage.html", context)


@guards("postmortems.renew_risk")
@require_http_methods(["GET", "HEAD", "POST"])
def renew_risk(request: Request, reference: str, pk: int) -> HttpResponse:
    factor = _the_factor(request, reference, pk)
    postmortem = factor.postmortem
    form = RenewalForm(posted(request), factor=factor)
    words = {"title": "Renew the risk", "button": "Renew", "lede": factor.text, **HERE}
    words["action"] = address(postmortem, "renew_risk", pk)
    if form.is_valid():
        try:
            workflow.renew_risk(factor, by=request.user, **form.cleaned_data)
            return onward(request, factor, said="Risk renewed")
        except Stale as stale:
            current: Any = stale.current
            says = {"owner": current.risk_owner, "reason": current.risk_reason, "until": current.risk_until}
            return stale_answer(request, postmortem, form, "", stale, says=says, **words)
        except Refused as refused:
            form.add_error(None, refused.reasons)
    return form_answer(request, postmortem, form, "", **words)


@guards("postmortems.renew_risk")
@require_http_methods(["GET", "HEAD", "POST"])
def turn_into_action(request: Request, reference: str, pk: int) -> HttpResponse:
    """What was accepted is changed after all."""
    factor = _the_factor(request, reference, pk)
    postmortem = factor.postmortem
    form = PromiseForm(posted(request), incident=postmortem.incident, initial={"owner": factor.risk_owner})
    words = {"title": "Turn the risk into an action", "button": "Add action", "lede": factor.text, **HERE}
    words["action"] = address(postmortem, "turn_into_action", pk)
    if form.is_valid():
        try:
            action = workflow.turn_into_action(factor, by=request.user, **form.cleaned_data)
            return onward(request, factor, said=f"{action.code} answers it now")
        except Refused as refused:
            form.add_error(None, refused.reasons)
    return form_answer(request, postmortem, form, "", **words)


def _the_factor(request: Request, reference: str, pk: int) -> ContributingFactor:
    rows = ContributingFactor.objects.select_related("postmortem__incident", "risk_owner")
    number = number_of(reference)
    row: ContributingFactor = found(request, rows, "postmortems.renew_risk", postmortem__incident__number=number, pk=pk)
    return row
