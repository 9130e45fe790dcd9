"""Sources, tags and related incidents."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.guards import found, guards
from accounts.request import Request
from incidents import workflow
from incidents.forms.verbs import LinkForm, RelateForm, TagsForm
from incidents.models import Incident, IncidentLink, IncidentRelation, Tag
from incidents.querysets import visible_if
from incidents.views.course import asks
from incidents.views.dialogs import ask, posted
from incidents.views.page import changed, the_incident
from incidents.views.zone import in_chosen_zone


@guards("incidents.edit")
@asks
@in_chosen_zone
def add_link(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit")
    form = LinkForm(posted(request))
    if form.is_valid():
        workflow.add_link(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Source added")
    return ask(request, incident, form, title="Add a source", verb="Add source")


@guards("incidents.edit")
@require_POST
@in_chosen_zone
def remove_link(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit")
    link = found(request, IncidentLink.objects.all(), incident=incident, pk=pk)
    return changed(request, workflow.remove_link(link, by=request.user), "Source removed")


@guards("incidents.edit")
@asks
@in_chosen_zone
def relate(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit")
    form = RelateForm(posted(request), visible=Incident.objects.visible_to(request.user))
    if form.is_valid():
        workflow.relate(incident, by=request.user, **form.cleaned_data)
        return changed(request, incident, "Incidents related")
    lede = "Both incidents show the relation to everybody who can see both."
    return ask(request, incident, form, title="Relate an incident", verb="Relate", lede=lede)


@guards("incidents.edit")
@require_POST
@in_chosen_zone
def unrelate(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit")
    ends = IncidentRelation.objects.filter(Q(incident=incident) | Q(other=incident))
    ends = ends.filter(visible_if(request.user, "other__"))
    workflow.unrelate(found(request, ends, pk=pk), by=request.user)
    return changed(request, incident, "Relation taken back")


@guards("incidents.edit")
@asks
@in_chosen_zone
def tag(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit")
    named: dict[str, list[str]] = {kind: [] for kind in Tag.Kind.values}
    for present in incident.tags.all():
        named[present.kind].append(present.name)
    form = TagsForm(posted(request), initial={kind: ", ".join(names) for kind, names in named.items()})
    if form.is_valid():
        return changed(request, workflow.tag(incident, by=request.user, tags=form.pairs()), "Tags changed")
    return ask(request, incident, form, title="Tags", verb="Save tags")
