"""The calendar file that goes with the mail about a meeting."""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.links import absolute
from activity import enclosures
from activity.models import Notice
from meetings.calendar import CANCEL, REQUEST, Entry, Guest, written
from meetings.models import Meeting

KINDS = ("meeting_called", "meeting_moved", "meeting_cancelled")


def organiser() -> Guest:
    """The address mail comes from: it stays the same whoever facilitates, and clients take updates from it only."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Guest(name or "Debrief", address)


def entry(meeting: Meeting, *, with_guests: bool = False) -> Entry:
    """A restricted incident is its reference only: calendars are read over shoulders and copied to phones."""
    link = absolute(meeting.get_absolute_url())
    return Entry(
        uid=f"{meeting.uid}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition('@')[2] or 'debrief'}",
        sequence=meeting.sequence,
        stamp=meeting.changed_at,
        start=meeting.starts_at,
        end=meeting.ends_at,
        summary=f"Review meeting: {meeting.safe_title}",
        description=f"What happened, why, and what we change. Agenda, draft and room: {link}",
        url=link,
        place=meeting.place or link,
        is_cancelled=meeting.state == Meeting.State.CANCELLED,
        guests=guests(meeting) if with_guests else (),
    )


def guests(meeting: Meeting) -> tuple[Guest, ...]:
    rows = meeting.attendees.invited().select_related("user")
    return tuple(Guest(f"{row.user.name}", row.user.email, row.user_id == meeting.facilitator_id) for row in rows)


def invitation(meeting: Meeting, *, method: str = REQUEST) -> bytes:
    return written([entry(meeting, with_guests=True)], method, organiser=organiser())


def enclose(notice: Notice, meeting: Any) -> enclosures.Enclosure | None:
    """REQUEST while it stands, also for a change; CANCEL when it was called off, or the reader taken off the list."""
    is_off = meeting.state == Meeting.State.CANCELLED or notice.kind == "meeting_cancelled"
    method = CANCEL if is_off else REQUEST
    return enclosures.Enclosure("invite.ics", invitation(meeting, method=method).decode(), "text/calendar", method)


def register() -> None:
    for kind in KINDS:
        enclosures.register(kind, enclose)


def feed_address(token: str) -> str:
    return absolute(reverse("meetings:feed", args=[token]))
