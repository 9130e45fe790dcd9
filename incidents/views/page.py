"""The incident page, whole and in parts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.guards import found
from accounts.request import Request
from activity import workflow as activity
from incidents import checklist, criteria, flow, lanes, measures, panels, story
from incidents.facts import Facts, facts
from incidents.forms.entry import QuickForm
from incidents.models import Incident, TimelineEntry
from incidents.references import number_of
from incidents.views import zone
from kit import markdown
from kit.http import is_partial, toast

FLOW_WORDS = 16


@require_safe
@zone.in_chosen_zone
def incident(request: Request, reference: str) -> HttpResponse:
    rows = Incident.objects.select_related("declared_by", "decided_by")
    shown = found(request, rows, number=number_of(reference))
    return render(request, "incidents/incident.html", context(request, shown, is_fresh=True))


def the_incident(request: Request, reference: str, verb: str = "") -> Incident:
    """The incident if its reader may see it (else 404) and may do the verb to it (else 403)."""
    return found(request, Incident.objects.all(), verb, number=number_of(reference))


def context(request: Request, shown: Incident, *, is_fresh: bool = False) -> dict[str, Any]:
    """Everything the page shows, read afresh: what a verb has just changed is in it."""
    fresh = shown if is_fresh else _read_again(request, shown)
    known = facts(fresh, request.user)
    timeline = timeline_context(request, fresh, known)
    return {
        **timeline,
        "facts": known,
        "checks": checklist.checks(fresh, timeline["story"]),
        "measures": measures.measured(fresh),
        "verdict": verdict(fresh, known),
        "is_followed": activity.is_following(fresh, request.user),
        "quick": QuickForm(reference=_reference_moment(fresh, timeline["story"])),
        "panels": {position: panels.rendered(position, request, fresh) for position in panels.POSITIONS},
    }


def _read_again(request: Request, shown: Incident) -> Incident:
    """As its reader may see it now, which the verb may have changed."""
    rows = Incident.objects.visible_to(request.user).select_related("declared_by", "decided_by")
    fresh: Incident | None = rows.filter(pk=shown.pk).first()
    if fresh is None:
        raise Http404
    return fresh


def timeline_context(request: Request, incident: Incident, known: Facts) -> dict[str, Any]:
    entries = TimelineEntry.objects.kept().filter(incident=incident).in_order()
    only_key = (request.POST.get("show") or request.GET.get("show")) == "key"
    told = story.tell(list(entries), known.spells, zone=timezone.get_current_timezone(), only_key=only_key)
    heard = flow.flow((_heard(entry) for entry in told.entries), started_at=incident.started_at)
    return {
        "incident": incident,
        "story": told,
        "flow": heard,
        "lanes": lanes.drawn(heard, zone=timezone.get_current_timezone()),
        "show": "key" if only_key else "all",
        "stamp": stamp(incident),
        **zone.words(request),
    }


def _heard(entry: TimelineEntry) -> flow.Entry:
    channel = entry.get_source_display() if entry.source else ""
    text = markdown.excerpt(entry.text, words=FLOW_WORDS)
    return flow.Entry(entry.at, entry.kind, entry.who, entry.told, str(channel), text)


def stamp(incident: Incident) -> str:
    """Changes with everything that the page of the incident shows."""
    return f"{incident.changed_at.timestamp():.6f}"


def verdict(incident: Incident, known: Facts) -> criteria.Verdict:
    """What the policy says of the incident as it is."""
    return criteria.verdict(
        incident.criteria,
        severity=incident.severity,
        kind=incident.kind,
        users_percent=incident.users_percent,
        similar_count=len(known.related),
    )


def changed(request: Request, incident: Incident, said: str, *, undo: str = "") -> HttpResponse:
    """After a verb: htmx gets the page's body again, a plain form post is sent to the page."""
    if not Incident.objects.visible_to(request.user).filter(pk=incident.pk).exists():
        messages.success(request, said)
        index = reverse("incidents:index")
        return HttpResponseClientRedirect(index) if is_partial(request) else HttpResponseRedirect(index)
    if not is_partial(request):
        messages.success(request, said, extra_tags=undo)
        return HttpResponseRedirect(incident.get_absolute_url())
    response = render(request, "incidents/_incident_update.html", context(request, incident))
    return toast(response, said, undo=undo)


def timeline_changed(
    request: Request, incident: Incident, said: str, *, undo: str = "", renew_quick: bool = False
) -> HttpResponse:
    """After a verb of the timeline: the timeline again, and what follows from it elsewhere on the page."""
    if not is_partial(request):
        messages.success(request, said, extra_tags=undo)
        return HttpResponseRedirect(f"{incident.get_absolute_url()}#timeline")
    shown = {**context(request, incident), "renew_quick": renew_quick}
    response = render(request, "incidents/_timeline_update.html", shown)
    return toast(response, said, undo=undo) if said else response


def latest(incident: Incident) -> datetime:
    """The time of the last entry, or the start: what a new entry most probably follows."""
    entry = TimelineEntry.objects.kept().filter(incident=incident).order_by("-at").first()
    return entry.at if entry else incident.started_at


def moment(said: str | None) -> datetime | None:
    """A time from the address; None for nonsense."""
    try:
        return parse_datetime(said or "")
    except ValueError:
        return None


def _reference_moment(incident: Incident, told: story.Story) -> Any:
    return told.entries[-1].at if told.entries else incident.started_at
