"""The page of a meeting: its plan before, its record afterwards."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.request import Request
from meetings.forms.after import SurveyForm
from meetings.looking import After, Plan
from meetings.models import Meeting
from meetings.room import Room
from meetings.views.finding import the_meeting


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    shown = the_meeting(request, pk)
    context = {"meeting": shown, "plan": Plan(shown, request.user), "incident": shown.incident}
    if shown.state == Meeting.State.ENDED:
        context |= {"room": Room(shown, request.user), "after": After(shown, request.user), "survey": SurveyForm()}
    return render(request, "meetings/meeting.html", context)
