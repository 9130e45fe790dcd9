"""The page of a meeting: its plan before, its record afterwards."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import found
from accounts.request import Request
from meetings.forms.after import SurveyForm
from meetings.looking import After, Plan
from meetings.models import Meeting
from meetings.room import Room


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    shown: Meeting = found(request, Meeting.objects.for_its_page(), pk=pk)
    context: dict[str, Any] = {"meeting": shown, "incident": shown.incident}
    if shown.state == Meeting.State.ENDED:
        room = Room(shown, request.user)
        context |= {"room": room, "after": After(shown, request.user, room.rows), "survey": SurveyForm()}
        plan = Plan(shown, request.user, room.recollections)
    else:
        plan = Plan(shown, request.user)
    return render(request, "meetings/meeting.html", {**context, "plan": plan})
