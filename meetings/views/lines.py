"""Lines that the room writes down, and what comes of those that ask something."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import found, guards
from accounts.request import Request
from kit.http import onward
from meetings import workflow
from meetings.forms.room import NoteForm, OutcomeForm, OwnerForm
from meetings.models import Meeting, Note
from meetings.views.finding import posted, the_meeting
from meetings.views.room import pieces, refused_by


@guards("meetings.take_part")
@require_POST
def write_down(request: Request, pk: int) -> HttpResponse:
    meeting = the_meeting(request, pk, "meetings.take_part")
    form = NoteForm(request.POST)
    if not form.is_valid():
        raise refused_by(form)
    workflow.write_down(meeting, by=request.user, **form.cleaned_data)
    return pieces(request, meeting)


@guards("meetings.take_part")
@require_POST
def remove_note(request: Request, pk: int, note: int) -> HttpResponse:
    meeting, row = _note(request, pk, note)
    workflow.remove_note(row, by=request.user)
    return pieces(request, meeting, said="Removed", undo=reverse("meetings:restore_note", args=[pk, note]))


@guards("meetings.take_part")
@require_POST
def restore_note(request: Request, pk: int, note: int) -> HttpResponse:
    meeting, row = _note(request, pk, note)
    workflow.remove_note(row, by=request.user, removed=False)
    return pieces(request, meeting)


@guards("meetings.write_down")
@require_POST
def give_question(request: Request, pk: int, note: int) -> HttpResponse:
    meeting, row = _note(request, pk, note)
    form = OwnerForm(request.POST)
    if not form.is_valid():
        raise refused_by(form)
    workflow.give_question(row, by=request.user, owner=form.cleaned_data["owner"])
    return pieces(request, meeting)


@guards("meetings.write_down")
@require_POST
def leave_open(request: Request, pk: int, note: int) -> HttpResponse:
    meeting, row = _note(request, pk, note)
    workflow.leave_open(row, by=request.user)
    return pieces(request, meeting)


@guards("meetings.take_part")
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: Request, pk: int, note: int) -> HttpResponse:
    """What came of it: a word is enough where the room talked about it, a question needs a sentence."""
    meeting, row = _note(request, pk, note)
    if meeting.is_running and row.kind == Note.Kind.DISCUSS and request.method == "POST":
        workflow.settle(row, by=request.user)
        return pieces(request, meeting, undo=reverse("meetings:unsettle", args=[pk, note]), said="Talked about")
    form = OutcomeForm(posted(request), initial={"outcome": row.outcome})
    if form.is_valid():
        workflow.settle(row, by=request.user, outcome=form.cleaned_data["outcome"])
        return onward(request, meeting, said="Answer kept")
    context = {"meeting": meeting, "note": row, "form": form}
    return render(request, "meetings/after/settle.html", context, status=422 if form.is_bound else 200)


@guards("meetings.take_part")
@require_POST
def unsettle(request: Request, pk: int, note: int) -> HttpResponse:
    meeting, row = _note(request, pk, note)
    workflow.settle(row, by=request.user, settled=False)
    return pieces(request, meeting)


def _note(request: Request, pk: int, note: int) -> tuple[Meeting, Any]:
    meeting = the_meeting(request, pk, "meetings.take_part")
    return meeting, found(request, Note.objects.select_related("meeting__incident"), pk=note, meeting=meeting)
