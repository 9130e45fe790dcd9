"""The tray beside the timeline: picking, wording, setting aside."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import policy
from accounts.guards import guards
from accounts.request import Request
from incidents.models import Incident, TimelineEntry
from incidents.parties import suggested
from incidents.views import zone
from signals import workflow
from signals.forms.tray import Drafts
from signals.suspects import suspects
from signals.tray import SHOWS, Tray, tray
from signals.views.finding import page_number, the_incident
from signals.workflow.promoting import MOST_AT_ONCE

PROMOTES = "signals.promote"
PAGE = 100


@require_safe
@zone.in_chosen_zone
def shown_tray(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference)
    entries = list(TimelineEntry.objects.kept().filter(incident=incident).in_order())
    lying = tray(incident, request.user, entries)
    asked = request.GET.get("show", "")
    show = asked if asked in dict(SHOWS) else "likely" if lying.count("likely") else "all"
    context = {
        "incident": incident,
        "items": Paginator(lying.shown(show), PAGE).get_page(page_number(request)),
        "show": show,
        "tabs": [(key, label, lying.count(key)) for key, label in SHOWS],
        "chats": incident.chats.filter(removed_at=None),
        "entries": entries,
        **zone.words(request),
    }
    return render(request, "signals/tray.html", context)


@require_safe
@zone.in_chosen_zone
def incoming(request: Request, reference: str) -> HttpResponse:
    """What the incident page says of the tray: fetched after it, so that the page does not wait."""
    incident = the_incident(request, reference)
    lying = tray(incident, request.user)
    left = lying.shown("all")
    context = {
        "incident": incident,
        "channels": _channels(lying),
        "left": len(left),
        "suggested": [item for item in left if item.milestone][:3],
        "suspects": suspects(incident, request.user),
        "may_promote": policy.allows(PROMOTES, request.user, incident),
        **zone.words(request),
    }
    return render(request, "signals/_incoming.html", context)


@guards(PROMOTES)
@require_http_methods(["GET", "HEAD", "POST"])
@zone.in_chosen_zone
def promote(request: Request, reference: str) -> HttpResponse:
    """What was picked as entries to be worded; with `save`, onto the timeline."""
    incident = the_incident(request, reference, PROMOTES)
    groups = _picked(request, tray(incident, request.user))
    if not groups:
        messages.info(request, "Pick something first.")
        return HttpResponseRedirect(reverse("signals:tray", args=[reference]))
    data = request.POST if "save" in request.POST else None
    milestone, starred = request.GET.get("milestone", ""), "star" in request.POST
    drafts = Drafts(groups, parties=suggested(incident), data=data, milestone=milestone, starred=starred)
    if data is not None and drafts.is_valid():
        made = workflow.promote(incident, by=request.user, drafts=drafts.drafts(), once=drafts.once)
        return _added(request, incident, made)
    context = {"incident": incident, "drafts": drafts, **zone.words(request)}
    return render(request, "signals/promote.html", context, status=422 if data is not None else 200)


@guards(PROMOTES)
@require_POST
def set_aside(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, PROMOTES)
    refs = [item.ref for item in tray(incident, request.user).picked(request.POST.getlist("pick"))]
    count = workflow.set_aside(incident, by=request.user, refs=refs)
    undo = f"{reverse('signals:bring_back', args=[reference])}?{'&'.join(f'pick={ref}' for ref in refs[:MOST_AT_ONCE])}"
    messages.success(request, f"{count} set aside", extra_tags=undo if count else "")
    return _back(request, incident)


@guards(PROMOTES)
@require_POST
def bring_back(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, PROMOTES)
    picked = [*request.POST.getlist("pick"), *request.GET.getlist("pick")]
    refs = [item.ref for item in tray(incident, request.user).picked(picked)]
    messages.success(request, f"{workflow.bring_back(incident, by=request.user, refs=refs)} brought back")
    return _back(request, incident)


@guards(PROMOTES)
@require_POST
def take_back(request: Request, reference: str) -> HttpResponse:
    """Undo of a promotion: the entries leave the timeline, and what they cite lies in the tray again."""
    incident = the_incident(request, reference, PROMOTES)
    named = [int(part) for part in request.GET.get("entries", "").split(",")[:MOST_AT_ONCE] if part.isdecimal()]
    entries = TimelineEntry.objects.visible_to(request.user).kept().filter(incident=incident, pk__in=named)
    count = workflow.take_back(incident, by=request.user, entries=list(entries))
    messages.success(request, f"{count} taken back")
    return HttpResponseRedirect(reverse("signals:tray", args=[reference]))


def _picked(request: Request, lying: Tray) -> list[Any]:
    """Groups of items, each of which becomes an entry."""
    given = request.POST if request.method == "POST" else request.GET
    if "save" in given:
        said = [given.get(f"d{number}-refs", "").split() for number in range(MOST_AT_ONCE)]
        groups = [lying.picked(refs) for refs in said]
        return groups if any(groups) else []
    items = lying.picked(given.getlist("pick")[:MOST_AT_ONCE])
    return ([items] if items else []) if given.get("do") == "merge" else [[item] for item in items]


def _added(request: Request, incident: Incident, made: list[TimelineEntry]) -> HttpResponse:
    undo = f"{reverse('signals:take_back', args=[incident.reference])}?entries={','.join(str(e.pk) for e in made)}"
    words = "1 entry added" if len(made) == 1 else f"{len(made)} entries added"
    messages.success(request, words, extra_tags=undo)
    return HttpResponseRedirect(reverse("signals:tray", args=[incident.reference]))


def _back(request: Request, incident: Incident) -> HttpResponse:
    """To where it was asked: the page of the incident for its suspects, else the tray."""
    if request.POST.get("from") == "incident":
        return HttpResponseRedirect(incident.get_absolute_url())
    show = request.POST.get("show", "")
    query = f"?show={show}" if show in dict(SHOWS) else ""
    return HttpResponseRedirect(reverse("signals:tray", args=[incident.reference]) + query)


def _channels(lying: Tray) -> list[dict[str, Any]]:
    """Per source or room: how much it said, and how much of it stands on the timeline."""
    counted: dict[str, dict[str, Any]] = {}
    for item in (item for item in lying.items if not item.is_near):
        row = counted.setdefault(item.channel, {"name": item.channel, "source": item.source, "said": 0, "used": 0})
        row["said"] += 1
        row["used"] += bool(item.cited)
        row["noun"] = "message" if item.group == "messages" else "signal"
    return list(counted.values())
