from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from actions import workflow
from actions.forms.following import DeclineForm
from actions.models import Action
from kit.http import onward


@guards("actions.decline")
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: Request, number: int) -> HttpResponse:
    action = found(request, Action.objects.with_list_data(), "actions.decline", number=number)
    form = DeclineForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        workflow.decline(action, by=request.user, reason=form.cleaned_data["reason"])
        return onward(request, action, said="Whoever leads is told")
    context = {"action": action, "form": form}
    return render(request, "actions/decline.html", context, status=422 if form.errors else 200)


@guards("actions.decline")
@require_POST
def take_back(request: Request, number: int) -> HttpResponse:
    action = found(request, Action.objects.with_list_data(), "actions.decline", number=number)
    workflow.take_back(action, by=request.user)
    return onward(request, action, said="It is yours again")
