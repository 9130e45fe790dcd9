from __future__ import annotations

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from tickets.models import Ticket, Tracker
from tickets.workflow import want

MOST_BYTES = 2_000_000


@csrf_exempt
@login_not_required
@require_POST
def knock(request: HttpRequest, door: str) -> HttpResponse:
    """A tracker says that something changed. Nothing it says is believed but which ticket to look at: that is then
    read through the front door, with our own token, in whatever order the knocks came."""
    tracker = Tracker.objects.offered().filter(door=door).first()
    if tracker is None:
        return HttpResponse(status=404)
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    if key := key_in(request.body):
        want(*Ticket.objects.kept().filter(tracker=tracker, key=key))
    return HttpResponse(status=202)


def key_in(body: bytes) -> str:
    """The ticket a body of Jira's or GitHub's is about; empty when it is about something else."""
    try:
        issue = json.loads(body)["issue"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    if not isinstance(issue, dict):
        return ""
    return str(issue["key"]) if "key" in issue else f"#{issue['number']}" if "number" in issue else ""
