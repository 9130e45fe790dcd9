"""The page of a meeting: its plan before, its record afterwards."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.request import Request
from meetings.looking import Plan
from meetings.views.finding import the_meeting


@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    shown = the_meeting(request, pk)
    plan = Plan(shown, request.user)
    return render(request, "meetings/meeting.html", {"meeting": shown, "plan": plan, "incident": shown.incident})
