"""Whether a notice about a meeting still says something true when it is sent."""

from __future__ import annotations

from activity import relevance
from activity.models import Notice
from meetings.models import Attendee, Meeting


def why_not_called(notice: Notice, meeting: Meeting) -> str:
    if meeting.is_over:
        return "The meeting was called off, or is over."
    if notice.recipient_id is None:
        return ""
    asked = Attendee.objects.invited().filter(meeting=meeting, user=notice.recipient_id).exists()
    return "" if asked else "They are not asked to come any more."


def why_not_unready(notice: Notice, meeting: Meeting) -> str:
    return "" if meeting.is_planned else "The meeting has begun, or is over."


def why_not_started(notice: Notice, meeting: Meeting) -> str:
    return "" if meeting.is_running else "The meeting is over."


def register() -> None:
    relevance.register("meeting_called", why_not_called)
    relevance.register("meeting_moved", why_not_called)
    relevance.register("meeting_draft", why_not_called)
    relevance.register("meeting_unready", why_not_unready)
    relevance.register("meeting_started", why_not_started)
