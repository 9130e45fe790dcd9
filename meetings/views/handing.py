"""Who facilitates: handed over, or taken over."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.models import User
from accounts.request import Request
from kit.errors import Refused
from kit.http import onward
from meetings import workflow
from meetings.room import Room
from meetings.views.finding import the_meeting
from meetings.views.room import pieces


@guards("meetings.take_over")
@require_POST
def take_over(request: Request, pk: int) -> HttpResponse:
    meeting = workflow.take_over(the_meeting(request, pk, "meetings.take_over"), by=request.user)
    if meeting.is_running:
        return pieces(request, meeting, said="You facilitate now")
    return onward(request, meeting, said="You facilitate now")


@guards("meetings.facilitate")
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: Request, pk: int) -> HttpResponse:
    """Those in the room who could; `to` is the handle of the one asked."""
    meeting = the_meeting(request, pk, "meetings.facilitate")
    if request.method != "POST":
        return render(request, "meetings/room/offer.html", {"meeting": meeting, "room": Room(meeting, request.user)})
    to = User.objects.visible_to(request.user).filter(handle=request.POST.get("to", "")).first()
    if to is None:
        raise Refused("Choose somebody who is in the room.")
    workflow.offer(meeting, by=request.user, to=to)
    return pieces(request, meeting, said=f"@{to.handle} is asked to facilitate")


@guards("meetings.take_over")
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    meeting = workflow.accept(the_meeting(request, pk, "meetings.take_over"), by=request.user)
    return pieces(request, meeting, said="You facilitate now")


@guards("meetings.take_part")
@require_POST
def turn_down(request: Request, pk: int) -> HttpResponse:
    meeting = workflow.turn_down(the_meeting(request, pk, "meetings.take_part"), by=request.user)
    return pieces(request, meeting)
