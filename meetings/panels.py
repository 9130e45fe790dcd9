"""What the pages of the incident and of its write-up show of the review meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts import policy
from incidents import panels
from kit import clock
from meetings import slots
from meetings.models import Meeting

MOST = 5

if TYPE_CHECKING:
    from accounts.request import Request
    from incidents.models import Incident


def aside(request: Request, incident: Incident) -> SafeString | None:
    """The newest meeting, or the way to call one and by when; absent while the incident is open and none is called."""
    found = next(iter(_newest(incident)), None)
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


def minutes(request: Request, incident: Incident) -> SafeString | None:
    """The review meetings that were held, with their minutes, at the end of the write-up."""
    found = [meeting for meeting in _newest(incident) if meeting.state == Meeting.State.ENDED]
    return render_to_string("meetings/_minutes_panel.html", {"held": found}, request=request) if found else None


def _newest(incident: Incident) -> list[Meeting]:
    """Asked once for both places of a page."""
    known: dict[str, list[Meeting]] = vars(incident)
    if "_meetings" not in known:
        rows = Meeting.objects.filter(incident=incident).select_related("facilitator")
        known["_meetings"] = list(rows.order_by("-pk")[:MOST])
    return known["_meetings"]


def register() -> None:
    panels.register("aside", aside, rank=20)
    panels.register("record", minutes, rank=20)
