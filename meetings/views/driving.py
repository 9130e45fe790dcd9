"""What the facilitator does."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from kit.http import onward
from meetings import workflow
from meetings.forms.room import WordsForm
from meetings.models import SilentQuestion
from meetings.room import Room
from meetings.views.finding import the_meeting
from meetings.views.room import pieces, refused_by


@guards("meetings.facilitate")
@require_POST
def start(request: Request, pk: int) -> HttpResponse:
    """`hold=on` leaves the recollections for later."""
    meeting = the_meeting(request, pk, "meetings.facilitate")
    workflow.start(meeting, by=request.user, showing=request.POST.get("hold") != "on")
    return onward(request, f"/meetings/{meeting.pk}/room/")


@guards("meetings.facilitate")
@require_POST
def go(request: Request, pk: int, position: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.facilitate")
    workflow.go(meeting, by=request.user, position=position)
    return pieces(request, meeting)


@guards("meetings.facilitate")
@require_POST
def pause(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.facilitate")
    workflow.pause(meeting, by=request.user, paused=request.POST.get("paused") == "on")
    return pieces(request, meeting)


@guards("meetings.facilitate")
@require_POST
def extend(request: Request, pk: int, position: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.facilitate")
    workflow.extend(meeting, by=request.user, position=position)
    return pieces(request, meeting)


@guards("meetings.facilitate")
@require_POST
def ask_another(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.facilitate")
    workflow.ask_another(meeting, by=request.user)
    return pieces(request, meeting)


@guards("meetings.facilitate")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: Request, pk: int) -> HttpResponse:
    """Asks once more: minutes are frozen, and everybody is told."""
    meeting = the_meeting(request, pk, "meetings.facilitate")
    if request.method == "POST":
        return onward(request, workflow.end(meeting, by=request.user), said="Meeting ended, the summary leaves by mail")
    return render(request, "meetings/room/end.html", {"meeting": meeting, "room": Room(meeting, request.user)})


@guards("meetings.facilitate")
@require_POST
def show(request: Request, pk: int) -> HttpResponse:
    """Everybody's recollections at once."""
    meeting = workflow.show(the_meeting(request, pk, "meetings.facilitate"), by=request.user)
    return pieces(request, meeting, said="" if meeting.shown_at else "Nobody has written anything yet")


@guards("meetings.facilitate")
@require_POST
def ask_silently(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.facilitate")
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise refused_by(form)
    workflow.ask_silently(meeting, by=request.user, text=form.cleaned_data["text"])
    return pieces(request, meeting)


@guards("meetings.facilitate")
@require_POST
def reveal(request: Request, pk: int, question: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.facilitate")
    rows = SilentQuestion.objects.select_related("meeting__incident")
    workflow.reveal(found(request, rows, pk=question, meeting=meeting), by=request.user)
    return pieces(request, meeting)
