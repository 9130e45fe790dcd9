"""Whether a notice about a meeting still says something true when it is sent."""

from __future__ import annotations

from activity import relevance
from activity.models import Notice
from meetings.models import Attendee, Meeting


def why_not_called(notice: Notice, meeting: Meeting) -> str:
    if meeting.is_over:
        return "The meeting was called off, or is over."
    asked = Attendee.objects.invited().filter(meeting=meeting, user=notice.recipient_id).exists()
    return "" if asked else "They are not asked to come any more."


def register() -> None:
    relevance.register("meeting_called", why_not_called)
    relevance.register("meeting_moved", why_not_called)
