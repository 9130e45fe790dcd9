"""Who is on an incident, and who can see it."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from accounts import policy
from accounts.guards import found, guards
from accounts.models import User
from accounts.request import Request
from incidents import workflow
from incidents.forms.verbs import PersonForm, ReasonForm, VisibilityForm
from incidents.models import Incident
from incidents.references import number_of
from incidents.views.course import asks
from incidents.views.dialogs import ask, posted
from incidents.views.page import changed, the_incident
from incidents.views.zone import in_chosen_zone


@guards("incidents.change_people")
@asks
@in_chosen_zone
def list_person(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_people")
    form = PersonForm(posted(request), viewer=request.user)
    if form.is_valid():
        workflow.list_person(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Person added")
    lede = "People listed here see the incident whatever its visibility."
    people = incident.participations.select_related("user")
    template = "incidents/people.html"
    return ask(request, incident, form, title="People", verb="Add person", lede=lede, template=template, people=people)


@guards("incidents.change_people")
@require_POST
@in_chosen_zone
def unlist_person(request: Request, reference: str, handle: str, role: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_people")
    user = found(request, User.objects.all(), handle=handle)
    incident = workflow.unlist_person(incident, by=request.user, user=user, role=role)
    return changed(request, incident, f"{user} taken off")


@guards("incidents.change_visibility")
@asks
@in_chosen_zone
def change_visibility(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.change_visibility")
    form = VisibilityForm(posted(request), initial={"visibility": incident.visibility})
    if form.is_valid():
        incident = workflow.change_visibility(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Visibility changed")
    people = incident.participations.select_related("user").order_by("user_id").distinct("user_id")
    words = {"title": "Who can see this?", "verb": "Change visibility", "people": people}
    return ask(request, incident, form, template="incidents/visibility.html", **words)


@guards("incidents.break_glass")
@asks
def break_glass(request: Request, reference: str) -> HttpResponse:
    """For administrators, on what they cannot see; everybody else, and everything else, gets 404."""
    incident = get_object_or_404(Incident.objects.sealed_from(request.user), number=number_of(reference))
    policy.require("incidents.break_glass", request.user, incident)
    form = ReasonForm(posted(request))
    if form.is_valid():
        workflow.break_glass(incident, by=request.user, **form.cleaned_data)
        return HttpResponseRedirect(incident.get_absolute_url())
    sealed = Incident(number=incident.number, title="Restricted incident")
    return ask(
        request, sealed, form, title="Emergency access", verb="Open for 24 hours", template="incidents/break_glass.html"
    )
