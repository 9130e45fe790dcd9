"""Severity, status and the decision about the write-up."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from accounts.guards import guards
from accounts.request import Request
from incidents import workflow
from incidents.forms.verbs import DecisionForm, MomentForm, ReasonForm, SeverityForm
from incidents.views.dialogs import ask, posted
from incidents.views.page import changed, the_incident
from incidents.views.zone import in_chosen_zone

asks = require_http_methods(["GET", "HEAD", "POST"])


@guards("incidents.change_status")
@asks
@in_chosen_zone
def change_severity(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_status")
    form = SeverityForm(posted(request), initial={"severity": incident.severity})
    if form.is_valid():
        incident = workflow.change_severity(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Severity changed")
    return ask(request, incident, form, title="Change severity", verb="Change severity")


@guards("incidents.change_status")
@asks
@in_chosen_zone
def mitigate(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_status")
    form = MomentForm(posted(request))
    if form.is_valid():
        incident = workflow.mitigate(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Marked as mitigated")
    lede = "Customers are served again. The milestone Restored takes this time, unless it is set."
    return ask(request, incident, form, title="Mark as mitigated", verb="Mark as mitigated", lede=lede)


@guards("incidents.change_status")
@asks
@in_chosen_zone
def resolve(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_status")
    form = MomentForm(posted(request))
    if form.is_valid():
        incident = workflow.resolve(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Incident resolved")
    lede = "The all-clear. From here the clocks run: a draft within 48 hours, published within 72."
    return ask(request, incident, form, title="Resolve the incident", verb="Resolve", lede=lede)


@guards("incidents.change_status")
@asks
@in_chosen_zone
def reopen(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_status")
    form = ReasonForm(posted(request))
    if form.is_valid():
        incident = workflow.reopen(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Incident reopened")
    lede = "The all-clear no longer holds and is taken back. What was recorded stays."
    return ask(request, incident, form, title="Reopen the incident", verb="Reopen", lede=lede)


@guards("incidents.decide_write_up")
@asks
@in_chosen_zone
def decide_write_up(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.decide_write_up")
    form = DecisionForm(posted(request), initial={"decision": incident.decision, "reason": incident.decision_reason})
    if form.is_valid():
        incident = workflow.decide_write_up(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Decision recorded")
    return ask(request, incident, form, title="Is a write-up needed?", verb="Record decision")
