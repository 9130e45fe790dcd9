"""Hearing of what happens to an incident, or to a service's next one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.guards import found
from accounts.request import Request
from activity import workflow as activity
from incidents.models import Incident, Service
from incidents.views.page import the_incident


@require_POST
def follow(request: Request, reference: str) -> HttpResponse:
    return _turned(request, the_incident(request, reference), "its changes")


@require_POST
def follow_service(request: Request, slug: str) -> HttpResponse:
    return _turned(request, found(request, Service.objects.all(), slug=slug), "its incidents")


def _turned(request: Request, shown: Incident | Service, what: str) -> HttpResponse:
    """Follows or, when it is followed already, stops following."""
    follows = activity.is_following(shown, request.user)
    (activity.unfollow if follows else activity.follow)(shown, by=request.user)
    messages.success(request, f"You no longer hear of {what}" if follows else f"You hear of {what} from now on")
    return redirect(shown)
