"""The details, the milestones and the record of an incident."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import guards
from accounts.request import Request
from activity.models import Activity
from incidents import criteria, workflow
from incidents.forms.details import DetailsForm, MilestonesForm
from incidents.models import TimelineEntry
from incidents.views.course import asks
from incidents.views.dialogs import ask, posted
from incidents.views.page import changed, the_incident
from incidents.views.stale import shown_again
from incidents.views.zone import in_chosen_zone
from kit import keyset
from kit.errors import Stale


@guards("incidents.edit")
@asks
def edit(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit")
    form = DetailsForm(posted(request), instance=incident, user=request.user)
    if form.is_valid():
        try:
            details, version = form.details(), form.cleaned_data["version"]
            return changed(
                request, workflow.edit(incident, by=request.user, version=version, **details), "Details saved"
            )
        except Stale as stale:
            shown_again(form, stale)
    groups = [(group.replace("_", " ").capitalize(), criteria.offered(group)) for group in criteria.Group]
    context = {"incident": the_incident(request, reference), "form": form, "groups": groups}
    return render(request, "incidents/edit.html", context, status=422 if form.errors and form.is_bound else 200)


@guards("incidents.edit_timeline")
@asks
@in_chosen_zone
def set_milestones(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, "incidents.edit_timeline")
    entries = list(TimelineEntry.objects.kept().filter(incident=incident).in_order())
    form = MilestonesForm(posted(request), incident=incident, entries=entries)
    if form.is_valid():
        try:
            given = {"times": form.times(), "proofs": form.proofs(), "version": form.cleaned_data["version"]}
            return changed(request, workflow.set_milestones(incident, by=request.user, **given), "Milestones set")
        except Stale as stale:
            shown_again(form, stale)
    template = "incidents/milestones.html"
    return ask(request, incident, form, title="Milestones", verb="Save milestones", template=template)


@require_safe
def record(request: Request, reference: str) -> HttpResponse:
    """Everything that was done to the incident and what hangs on it, newest first."""
    incident = the_incident(request, reference)
    rows = Activity.objects.of_reference(incident.reference).select_related("actor")
    cursors = {name: request.GET.get(name, "") for name in ("after", "before")}
    page = keyset.page(rows, ("-at", "-pk"), size=50, **cursors)
    return render(request, "incidents/record.html", {"incident": incident, "page": page})
