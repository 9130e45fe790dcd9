"""Earlier incidents like one: while it is declared, drafted and read."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts import policy
from accounts.guards import found, guards
from accounts.request import Request
from incidents import workflow as incidents
from incidents.forms.declare import DeclareForm
from incidents.models import Incident, Tag
from incidents.references import number_of
from kit.errors import Refused
from kit.http import fragment_or_redirect, page_or_fragment
from learning.about import About, of_incident
from learning.forms.relating import RecurrenceForm
from learning.modes import suggested
from learning.similar import similar

# Where the list stands, and how its heading looks there.
PLACES = {"doc": "", "margin": "margin-title", "aside": "", "page": "section-title"}


@require_safe
def of(request: Request, reference: str) -> HttpResponse:
    """`?in=doc|margin|aside`: the list as it stands on another page."""
    incident = found(request, Incident.objects.all(), number=number_of(reference))
    return page_or_fragment(request, "learning/similar.html", "learning/_similar.html", _context(request, incident))


@guards("incidents.edit")
@require_POST
def recur(request: Request, reference: str) -> HttpResponse:
    """One click says that it is a recurrence of the other."""
    incident = found(request, Incident.objects.all(), "incidents.edit", number=number_of(reference))
    form = RecurrenceForm(request.POST, reader=request.user)
    if not form.is_valid():
        return render(request, "learning/_similar.html", _context(request, incident), status=422)
    incidents.relate(incident, by=request.user, kind="recurrence", **form.cleaned_data)
    said = f"Recurrence of {form.cleaned_data['other'].reference}"
    context = _context(request, incident)
    return fragment_or_redirect(request, "learning/_similar.html", context, to=incident, said=said)


@guards("incidents.edit")
@require_POST
def set_mode(request: Request, reference: str) -> HttpResponse:
    """One click says how it failed, beside the tags that are there."""
    incident = found(request, Incident.objects.all(), "incidents.edit", number=number_of(reference))
    modes = Tag.objects.of_kind(Tag.Kind.FAILURE_MODE).current()
    mode = modes.filter(pk=int(said) if (said := request.POST.get("mode", "")).isdecimal() else 0).first()
    if mode is None:
        raise Refused("Choose a failure mode that is in use.")
    incident = incidents.tag(incident, by=request.user, tags=[*incident.tags.all(), mode])
    said = f"Failure mode: {mode.name}"
    return fragment_or_redirect(request, "learning/_similar.html", _context(request, incident), to=incident, said=said)


@guards("incidents.declare")
@require_POST
def typed(request: Request) -> HttpResponse:
    """What is like the incident that somebody is typing."""
    form = DeclareForm(request.POST, user=request.user)
    form.is_valid()
    given = form.cleaned_data
    services = {service.pk: service.name for service in given.get("services", ())}
    text = f"{request.POST.get('title', '')[:200]}\n{request.POST.get('summary', '')[:5_000]}"
    rows = similar(request.user, About(text, services=services, most=4)) if text.strip() or services else []
    chosen = request.POST.getlist("recurrence_of")
    return render(request, "learning/_typed.html", {"rows": rows, "chosen": chosen})


def _context(request: Request, incident: Incident) -> dict[str, Any]:
    place = request.GET.get("in", "page")
    about = of_incident(incident, most=8)
    rows = [each for each in similar(request.user, about) if each.incident_id not in about.related][:5]
    may_edit = policy.could("incidents.edit", request.user)
    return {
        "suggestions": suggested(about.tags, about.text) if may_edit and place != "doc" else [],
        "incident": incident,
        "rows": rows,
        "place": place if place in PLACES else "page",
        "heading": PLACES.get(place, ""),
        "may_relate": may_edit,
    }
