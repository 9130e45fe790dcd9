"""What a team looks at together: the screen of its standup, and what reached the engineering manager."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.guards import found
from accounts.models import Team
from accounts.request import Request
from actions import week
from kit.http import page_or_fragment


@require_safe
def standup(request: Request, slug: str) -> HttpResponse:
    team = found(request, Team.objects.open(), slug=slug)
    context = {"team": team, "week": week.Week(team, request.user)}
    return page_or_fragment(request, "actions/standup.html", "actions/_standup.html", context)


@require_safe
def escalated(request: Request) -> HttpResponse:
    return render(request, "actions/escalated.html", {"teams": week.escalated(request.user)})
