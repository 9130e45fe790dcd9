"""One verb on several actions of the list; what became of each is said row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guards import guards
from accounts.models import User
from accounts.request import Request
from actions import workflow
from actions.forms.following import AskForm, DropAllForm, HandOverForm, MoveForm
from actions.models import Action
from actions.views.answering import posted

MOST = 200
Verb = Callable[..., object]


@dataclass(frozen=True)
class Deed:
    title: str
    button: str
    done: str
    form: type[forms.Form]
    verb: Verb


def _ask(action: Action, *, by: User, text: str, once: str) -> object:
    return workflow.ask(action, by=by, text=text, once=f"{once}:{action.pk}")


def _hand_over(action: Action, *, by: User, owner: User) -> object:
    return workflow.edit(action, by=by, version=None, owner=owner)


DEEDS = {
    "ask": Deed("Ask the owners", "Ask", "Asked", AskForm, _ask),
    "move": Deed("Move the deadline", "Move", "Moved", MoveForm, workflow.reprioritise),
    "hand_over": Deed("Hand over", "Hand over", "Handed over", HandOverForm, _hand_over),
    "drop": Deed("Drop", "Drop", "Dropped", DropAllForm, workflow.drop),
}


@guards("actions.update")
@require_http_methods(["GET", "HEAD", "POST"])
def bulk(request: Request) -> HttpResponse:
    """`?do=move&n=3&n=8`. Each row is checked by itself: one that is refused holds back no other."""
    given: Any = request.POST if request.method == "POST" else request.GET
    deed = DEEDS.get(given.get("do", "ask"))
    numbers = [int(number) for number in given.getlist("n")[:MOST] if number.isdecimal() and len(number) < 10]
    rows = Action.objects.visible_to(request.user).with_list_data().filter(number__in=numbers)
    actions = list(rows.order_by("due_on", "pk"))
    if deed is None or not actions:
        raise Http404
    context: dict[str, Any] = {"deed": deed, "do": given.get("do", "ask"), "actions": actions}
    form = deed.form(posted(request))
    if not form.is_valid():
        context |= {"form": form}
        return render(request, "actions/bulk.html", context, status=422 if form.errors else 200)
    results = workflow.each(actions, lambda action: deed.verb(action, by=request.user, **form.cleaned_data))
    context |= {"results": results, "refused": sum(bool(result.reason) for result in results)}
    return render(request, "actions/bulk_done.html", context)
