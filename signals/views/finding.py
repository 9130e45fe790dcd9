"""What the doors of this app share."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from accounts.guards import found
from accounts.request import Request
from incidents.models import Incident
from incidents.references import number_of
from signals.models import Delivery, Source

MANAGES = "signals.manage_sources"


def the_source(request: Request, pk: int) -> Source:
    source: Source = found(request, Source.objects.select_related("service", "acts_for"), MANAGES, pk=pk)
    return source


def the_delivery(request: Request, source: Source, pk: int) -> Delivery:
    row: Delivery = found(request, Delivery.objects.select_related("source"), source=source, pk=pk)
    return row


def the_incident(request: Request, reference: str, verb: str = "") -> Incident:
    incident: Incident = found(request, Incident.objects.all(), verb, number=number_of(reference))
    return incident


def posted(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def page_number(request: Request) -> int:
    said = request.GET.get("page", "1")
    if not said.isdecimal() or len(said) > 6:
        raise Http404
    return max(1, int(said))
