from __future__ import annotations

from typing import Any

from accounts.guards import found
from accounts.request import Request
from meetings.models import Meeting


def the_meeting(request: Request, pk: int, verb: str = "") -> Meeting:
    """The meeting if its reader may see the incident (else 404) and may do the verb (else 403)."""
    rows = Meeting.objects.select_related("incident", "facilitator", "note_taker")
    meeting: Meeting = found(request, rows, verb, pk=pk)
    return meeting


def posted(request: Request) -> Any:
    """The data of a form that was sent; None when it is only asked for."""
    return request.POST if request.method == "POST" else None
