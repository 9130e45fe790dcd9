"""What the incident page shows of the review meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts import policy
from incidents import panels
from kit import clock
from meetings import slots
from meetings.models import Meeting

if TYPE_CHECKING:
    from accounts.request import Request
    from incidents.models import Incident


def aside(request: Request, incident: Incident) -> SafeString | None:
    """The newest meeting, or the way to call one and by when; absent while the incident is open and none is called."""
    found = Meeting.objects.filter(incident=incident).select_related("facilitator").order_by("-pk").first()
    may_call = policy.could("meetings.schedule", request.user)
    if found is None and (incident.resolved_at is None or not may_call or incident.decision == incident.Decision.NONE):
        return None
    due = incident.resolved_at + slots.SOON if incident.resolved_at else None
    context = {
        "meeting": found,
        "incident": incident,
        "may_call": may_call and (found is None or found.is_over),
        "due": due,
        "is_late": bool(due and due < clock.now()),
    }
    return render_to_string("meetings/_panel.html", context, request=request)


def register() -> None:
    panels.register("aside", aside, rank=20)
