"""A team's chat room: where its messages go, a test, and what became of the last ones."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.forms.chat import ChatForm
from accounts.guards import found, guards
from accounts.models import Team
from accounts.request import Request
from activity import workflow
from activity.models import ChatHook, Notice
from kit.errors import Refused

MOST = 20
BY_HAND = {"try_again": (workflow.try_again, "It leaves within seconds"), "give_up": (workflow.give_up, "Given up")}


def _team(request: Request, slug: str) -> Any:
    return found(request, Team.objects.all(), "accounts.edit_team", slug=slug)


@guards("accounts.edit_team")
@require_http_methods(["GET", "HEAD", "POST"])
def chat(request: Request, slug: str) -> HttpResponse:
    team = _team(request, slug)
    form = ChatForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workflow.set_chat(team, name=team.slug, by=request.user, url=form.cleaned_data["url"])
        except Refused as refused:
            form.add_error("url", str(refused))
        else:
            messages.success(request, "Address kept. Send a test to see whether it works.")
            return redirect("accounts:chat", team.slug)
    hook = ChatHook.objects.filter(name=team.slug).select_related("set_by").first()
    sent = Notice.objects.to_room(team.slug).known_to(request.user).order_by("-due_at", "-pk")[:MOST]
    context = {"team": team, "form": form, "hook": hook, "sent": sent}
    return render(request, "accounts/chat.html", context, status=422 if form.errors else 200)


@guards("accounts.edit_team")
@require_POST
def chat_test(request: Request, slug: str) -> HttpResponse:
    team = _team(request, slug)
    workflow.test_chat(team, name=team.slug, by=request.user)
    messages.success(request, "The test is on its way.")
    return redirect("accounts:chat", team.slug)


@guards("accounts.edit_team")
@require_POST
def chat_remove(request: Request, slug: str) -> HttpResponse:
    team = _team(request, slug)
    workflow.remove_chat(team, name=team.slug, by=request.user)
    messages.success(request, "The room hears nothing more.")
    return redirect("accounts:chat", team.slug)


@guards("accounts.edit_team")
@require_POST
def chat_message(request: Request, slug: str, pk: int, what: str) -> HttpResponse:
    """Try one message again, or no more: `what` is the verb."""
    team = _team(request, slug)
    if what not in BY_HAND:
        raise Http404
    verb, said = BY_HAND[what]
    verb(get_object_or_404(Notice.objects.to_room(team.slug), pk=pk), by=request.user)
    messages.success(request, said)
    return redirect("accounts:chat", team.slug)
