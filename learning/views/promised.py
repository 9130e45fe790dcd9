"""Changes promised before: shown while a new one is typed, used instead of it, or linked with it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.guards import found, guards
from accounts.request import Request
from actions.models import Action
from incidents.models import Incident
from incidents.references import number_of
from kit import clock
from kit.http import is_partial, onward, page_or_fragment, toast
from learning import workflow
from learning.origins import origins
from learning.promised import Promise, promised


@guards("actions.create")
@require_POST
def typed(request: Request) -> HttpResponse:
    """`title` as far as it is typed, or `text` of the quick capture; `incident` or `for` is what it would hang on."""
    title = request.POST.get("title") or request.POST.get("text", "")
    rows = promised(request.user, title, on=clock.today(request.user.zone))
    asked = request.POST.get("incident") or request.POST.get("for", "")[:20]
    return render(request, "learning/_promised.html", _shown(request, rows, asked))


@guards("actions.create")
@require_POST
def again(request: Request, number: int) -> HttpResponse:
    """Use the earlier promise instead of making another: it says which incident calls for it again."""
    action = found(request, Action.objects.with_list_data(), "actions.create", number=number)
    incident = (
        Incident.objects.visible_to(request.user).filter(number=number_of(request.POST.get("for", "")) or 0).first()
    )
    if incident is None:
        return _onward(request, action, f"Nothing new was made: {action.code} says it already")
    workflow.call_again(action, by=request.user, incident=incident)
    return _onward(request, action, f"{action.code} is called for by {incident.reference}, too")


@require_safe
def origins_of(request: Request, number: int) -> HttpResponse:
    """Where an action comes from; on its own page a piece that is fetched by itself."""
    action = found(request, Action.objects.with_list_data(), number=number)
    context = origins(request.user, action)
    return page_or_fragment(request, "learning/origins.html", "learning/_origins.html", context)


@guards("actions.create")
@require_POST
def link(request: Request, number: int, earlier: int) -> HttpResponse:
    """That a new promise says the same as an earlier one."""
    action = found(request, Action.objects.with_list_data(), "actions.create", number=number)
    workflow.call_again(found(request, Action.objects.with_list_data(), number=earlier), by=request.user, later=action)
    messages.success(request, "Linked")
    return redirect(action)


def _shown(request: Request, rows: list[Promise], asked: str) -> dict[str, Any]:
    return {"promises": rows, "incident": asked[:20], "stay": "stay" in request.GET}


def _onward(request: Request, action: Action, said: str) -> HttpResponse:
    """To the action, unless the page must not be left (`?stay=1`): a meeting goes on."""
    if "stay" in request.GET and is_partial(request):
        return toast(HttpResponse(status=204), said)
    return onward(request, action, said=said)
