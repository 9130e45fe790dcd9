"""Bringing a chat, and taking it away again."""

from __future__ import annotations

import hashlib

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from incidents.models import Incident
from incidents.views import zone
from kit.errors import Refused
from kit.http import onward
from signals import workflow
from signals.forms.chat import ChatForm
from signals.models import Chat
from signals.views.finding import the_incident

IMPORTS = "signals.import_chat"


@guards(IMPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
@zone.in_chosen_zone
def add_chat(request: Request, reference: str) -> HttpResponse:
    incident = the_incident(request, reference, IMPORTS)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ChatForm(*sent, incident=incident)
    if form.is_valid():
        try:
            chat = _kept(request, incident, form)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = f"{chat.chat_messages.count():,} messages of {chat.name} lie in the tray"
            return onward(request, f"{reverse('signals:tray', args=[reference])}?show=messages", said=said)
    context = {"incident": incident, "form": form, **zone.words(request)}
    return render(request, "signals/add_chat.html", context, status=422 if form.errors else 200)


@guards(IMPORTS)
@require_POST
def remove_chat(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = the_incident(request, reference, IMPORTS)
    workflow.remove_chat(found(request, Chat.objects.all(), incident=incident, pk=pk), by=request.user)
    messages.success(request, "Chat removed", extra_tags=reverse("signals:restore_chat", args=[reference, pk]))
    return HttpResponseRedirect(reverse("signals:tray", args=[reference]))


@guards(IMPORTS)
@require_POST
def restore_chat(request: Request, reference: str, pk: int) -> HttpResponse:
    incident = the_incident(request, reference, IMPORTS)
    workflow.restore_chat(found(request, Chat.objects.all(), incident=incident, pk=pk), by=request.user)
    messages.success(request, "Chat is back")
    return HttpResponseRedirect(reverse("signals:tray", args=[reference]))


def _kept(request: Request, incident: Incident, form: ChatForm) -> Chat:
    given = form.cleaned_data
    said = f"{form.room.name}|{given['start']}|{given['end']}|{given['without_names']}|".encode() + form.raw
    return workflow.add_chat(
        incident,
        by=request.user,
        name=form.room.name,
        said=form.room.said,
        digest=hashlib.sha256(said).hexdigest(),
        without_names=given["without_names"],
        pictures=form.pictures,
    )
