from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from actions.models import Action
from kit.errors import Refused
from kit.http import onward
from tickets import workflow
from tickets.forms import TicketForm
from tickets.models import Ticket

LINK = "tickets.link"


@guards(LINK)
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: Request, number: int) -> HttpResponse:
    """Make a ticket, or name one that is there."""
    action = found(request, Action.objects.select_related("incident"), LINK, number=number)
    form = TicketForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        tracker, key = form.cleaned_data["tracker"], form.cleaned_data["key"]
        try:
            if key:
                workflow.link(action, by=request.user, tracker=tracker, key=key)
            else:
                workflow.make(action, by=request.user, tracker=tracker)
            return onward(request, action, said="Linked. Both sides agree in a moment.")
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "tickets/link.html", {"form": form, "action": action}, status=422 if form.errors else 200)


@guards(LINK)
@require_POST
def unlink(request: Request, pk: int) -> HttpResponse:
    ticket = found(request, Ticket.objects.select_related("action__incident"), LINK, pk=pk)
    workflow.unlink(ticket, by=request.user)
    return onward(request, ticket.action, said=f"{ticket} stays as it is there")


@guards(LINK)
@require_POST
def look_again(request: Request, pk: int) -> HttpResponse:
    ticket = found(request, Ticket.objects.select_related("action__incident"), LINK, pk=pk)
    workflow.look_again(ticket, by=request.user)
    return onward(request, ticket.action, said="Compared in a moment")
