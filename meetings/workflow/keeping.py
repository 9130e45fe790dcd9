"""What the verbs of meetings share."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from accounts.roles import OrganisationRole
from kit import clock
from kit.errors import Refused, Stale
from live import bus
from meetings.models import Attendee, Meeting
from postmortems.models import Postmortem

LIMIT = 500


def locked(meeting: Meeting) -> Meeting:
    found: Meeting = Meeting.objects.locked(meeting.pk)
    return found


def require_planned(meeting: Meeting) -> None:
    if meeting.is_running:
        raise Refused("The meeting is running.")
    if meeting.is_over:
        raise Refused("The meeting is over.")


def require_running(meeting: Meeting) -> None:
    if meeting.is_planned:
        raise Refused("The meeting has not begun.")
    if not meeting.is_running:
        raise Refused("The meeting is over. What was written down is kept on its page.")


def require_fresh(meeting: Meeting, version: int | None) -> None:
    if version is not None and version != meeting.version:
        raise Stale("Somebody changed this meeting since the page was loaded. Look at it again.", meeting)


def require_able(person: User) -> None:
    if not person.is_active:
        raise Refused(f"@{person.handle} was deactivated. Choose somebody who is here.")
    if person.role == OrganisationRole.VIEWER:
        raise Refused(f"@{person.handle} only reads here and could not run the meeting. Choose somebody who can.")


def require_words(text: str, otherwise: str, limit: int = LIMIT) -> str:
    words = " ".join(text.split())
    if not words:
        raise Refused(otherwise)
    if len(words) > limit:
        raise Refused(f"Keep it to {limit} characters; this has {len(words)}.")
    return words


def touch(meeting: Meeting, *fields: str) -> None:
    meeting.version += 1
    meeting.changed_at = clock.now()
    meeting.save(update_fields=[*fields, "version", "changed_at"])


def tell(meeting: Meeting, *, by: User | None = None) -> None:
    """Have every open page of this meeting fetch its pieces again, once this is committed."""
    document_id = Postmortem.objects.filter(incident=meeting.incident_id).values_list("document", flat=True).first()
    if document_id is not None:
        bus.announce(document_id, "meeting", by.handle if by else "")


def attendee(meeting: Meeting, person: User) -> Any:
    """The person's row, made when they came without being invited."""
    return Attendee.objects.select_for_update().get_or_create(meeting=meeting, user=person)[0]
