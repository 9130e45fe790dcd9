"""The timeline: the region that keeps itself true, the quick line, and the verbs of an entry."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from incidents import workflow
from incidents.forms.entry import EntryForm, QuickForm
from incidents.forms.verbs import GapForm
from incidents.models import QuietSpell, TimelineEntry
from incidents.parties import suggested
from incidents.views import page
from incidents.views.dialogs import ask, posted
from incidents.views.stale import shown_again
from incidents.views.zone import in_chosen_zone
from kit.errors import Stale
from kit.http import is_partial

EDITS = "incidents.edit_timeline"
asks = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@in_chosen_zone
def timeline(request: Request, reference: str) -> HttpResponse:
    """The region; 204 while the page that asks shows the present state."""
    incident = page.the_incident(request, reference)
    if request.GET.get("stamp") == page.stamp(incident):
        return HttpResponse(status=204)
    template = "incidents/_timeline_update.html" if is_partial(request) else "incidents/incident.html"
    return render(request, template, page.context(request, incident))


@guards(EDITS)
@require_POST
@in_chosen_zone
def add_quickly(request: Request, reference: str) -> HttpResponse:
    """One line, typed while things happen."""
    incident = page.the_incident(request, reference, EDITS)
    form = QuickForm(request.POST, reference=page.latest(incident))
    if form.is_valid():
        workflow.add_entry(incident, by=request.user, **form.cleaned_data)
        return page.timeline_changed(request, incident, "Entry added", renew_quick=True)
    context = {**page.context(request, incident), "quick": form}
    if not is_partial(request):
        return render(request, "incidents/incident.html", context, status=422)
    response = render(request, "incidents/_quick.html", context, status=422)
    response["HX-Retarget"] = "#quick"
    return response


@guards(EDITS)
@asks
@in_chosen_zone
def add_entry(request: Request, reference: str) -> HttpResponse:
    incident = page.the_incident(request, reference, EDITS)
    begun = {"at": page.moment(request.GET.get("at")) or page.latest(incident)}
    form = EntryForm(posted(request), initial=begun, parties=suggested(incident))
    if form.is_valid():
        workflow.add_entry(incident, by=request.user, once=form.cleaned_data["once"], **form.details())
        return page.timeline_changed(request, incident, "Entry added")
    return ask(request, incident, form, title="Add an entry", verb="Add entry", **ENTRY)


@guards(EDITS)
@asks
@in_chosen_zone
def edit_entry(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, EDITS)
    entry = found(request, TimelineEntry.objects.kept(), incident=incident, pk=pk)
    form = EntryForm(posted(request), instance=entry, parties=suggested(incident))
    if form.is_valid():
        try:
            workflow.edit_entry(entry, by=request.user, version=form.cleaned_data["version"], **form.details())
            return page.timeline_changed(request, incident, "Entry changed")
        except Stale as stale:
            shown_again(form, stale)
    return ask(request, incident, form, title="Edit the entry", verb="Save", entry=entry, **ENTRY)


@guards(EDITS)
@require_POST
@in_chosen_zone
def delete_entry(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, EDITS)
    entry = found(request, TimelineEntry.objects.all(), incident=incident, pk=pk)
    workflow.delete_entry(entry, by=request.user)
    undo = reverse("incidents:restore_entry", args=[reference, pk])
    return page.timeline_changed(request, incident, "Entry deleted", undo=undo)


@guards(EDITS)
@require_POST
@in_chosen_zone
def restore_entry(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, EDITS)
    entry = found(request, TimelineEntry.objects.all(), incident=incident, pk=pk)
    workflow.restore_entry(entry, by=request.user)
    return page.timeline_changed(request, incident, "Entry restored")


@guards(EDITS)
@require_POST
@in_chosen_zone
def star_entry(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, EDITS)
    entry = found(request, TimelineEntry.objects.kept(), incident=incident, pk=pk)
    workflow.star_entry(entry, by=request.user, starred=request.POST.get("starred") == "1")
    return page.timeline_changed(request, incident, "")


@guards(EDITS)
@asks
@in_chosen_zone
def answer_gap(request: Request, reference: str) -> HttpResponse:
    """The note is optional: what people waited for."""
    incident = page.the_incident(request, reference, EDITS)
    form = GapForm(posted(request), initial={name: request.GET.get(name, "") for name in ("start", "end")})
    if form.is_valid():
        given = form.cleaned_data
        spell = workflow.answer_gap(
            incident, by=request.user, start_at=given["start"], end_at=given["end"], note=given["note"]
        )
        undo = reverse("incidents:reopen_gap", args=[reference, spell.pk])
        return page.timeline_changed(request, incident, "Recorded that nothing happened", undo=undo)
    return ask(request, incident, form, title="Nothing happened", verb="Nothing happened", target="#timeline")


@guards(EDITS)
@require_POST
@in_chosen_zone
def reopen_gap(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = page.the_incident(request, reference, EDITS)
    spell = found(request, QuietSpell.objects.all(), incident=incident, pk=pk)
    workflow.reopen_gap(spell, by=request.user)
    return page.timeline_changed(request, incident, "The gap asks again")


ENTRY = {"template": "incidents/entry.html", "target": "#timeline"}
