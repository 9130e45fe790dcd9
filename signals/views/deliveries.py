"""What a source sent lately, what became of it, and the bodies themselves."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import guards
from accounts.request import Request
from incidents.models import Incident
from kit.http import page_or_fragment
from signals import masking, workflow
from signals.models import Delivery, Signal
from signals.shown import held_of, kept_of, lag_of, tabs
from signals.views.finding import MANAGES, page_number, the_delivery, the_source

PAGE = 30
# Of one message, which may hold thousands.
SHOWN = 100


@guards(MANAGES)
@require_safe
def source(request: Request, pk: int) -> HttpResponse:
    shown = the_source(request, pk)
    state = request.GET.get("state", "")
    rows = Delivery.objects.visible_to(request.user).filter(source=shown).said().defer("body").order_by("-pk")
    if state in Delivery.State.values:
        rows = rows.filter(state=state)
    context = {
        "source": shown,
        "deliveries": Paginator(rows, PAGE).get_page(page_number(request)),
        "tabs": tabs(shown),
        "state": state,
        "lag": lag_of(shown),
        "kept": kept_of(shown),
        "held": held_of(shown),
    }
    return page_or_fragment(request, "signals/source.html", "signals/_deliveries.html", context)


@guards(MANAGES)
@require_safe
def delivery(request: Request, pk: int, number: int) -> HttpResponse:
    shown = the_delivery(request, the_source(request, pk), number)
    rows = Signal.objects.visible_to(request.user).filter(delivery=shown)
    seen = Incident.objects.visible_to(request.user).filter(sightings__signal__delivery=shown).distinct()
    context = {
        "delivery": shown,
        "source": shown.source,
        "signals": rows.select_related("service").in_order()[:SHOWN],
        "count": rows.count(),
        "incidents": seen[:SHOWN],
        "body": masking.shown(bytes(shown.body)),
    }
    return render(request, "signals/delivery.html", context)


@guards(MANAGES)
@require_POST
def replay(request: Request, pk: int, number: int) -> HttpResponse:
    shown = workflow.replay(the_delivery(request, the_source(request, pk), number), by=request.user)
    workflow.sweep(most=1)
    messages.success(request, "Read again")
    return HttpResponseRedirect(shown.get_absolute_url())


@guards(MANAGES)
@require_POST
def replay_all(request: Request, pk: int) -> HttpResponse:
    shown = the_source(request, pk)
    count = workflow.replay_all(shown, by=request.user)
    messages.success(request, f"{count:,} deliveries are read again")
    return HttpResponseRedirect(shown.get_absolute_url())


@guards(MANAGES)
@require_POST
def let_through(request: Request, pk: int) -> HttpResponse:
    shown = the_source(request, pk)
    count = workflow.let_through(shown, by=request.user)
    messages.success(request, f"The rule looks at {count:,} alert{'' if count == 1 else 's'} once more")
    return HttpResponseRedirect(shown.get_absolute_url())
