"""A meeting as calendars read it (RFC 5545, RFC 5546). Times are in UTC, so that no zone's rules have to be carried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from icalendar import Calendar, Event, vCalAddress, vText, vUri


@dataclass(frozen=True)
class Guest:
    name: str
    email: str
    chairs: bool = False


@dataclass(frozen=True)
class Entry:
    """`sequence` counts what calendars were told about this `uid`; `stamp` is when it last changed."""

    uid: str
    sequence: int
    stamp: datetime
    start: datetime
    end: datetime
    summary: str
    description: str
    url: str
    place: str = ""
    is_cancelled: bool = False
    guests: tuple[Guest, ...] = field(default_factory=tuple)


REQUEST, CANCEL, PUBLISH = "REQUEST", "CANCEL", "PUBLISH"


def written(entries: Iterable[Entry], method: str, *, organiser: Guest, name: str = "") -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Debrief//Review meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, method, organiser))
    return bytes(calendar.to_ical())


def _event(entry: Entry, method: str, organiser: Guest) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.start.astimezone(UTC))
    event.add("dtend", entry.end.astimezone(UTC))
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    event.add("url", vUri(entry.url))
    if entry.place:
        event.add("location", entry.place)
    cancelled = entry.is_cancelled or method == CANCEL
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _address(organiser), encode=False)
    for guest in entry.guests:
        event.add("attendee", _attendee(guest), encode=False)
    return event


def _address(guest: Guest) -> vCalAddress:
    address = vCalAddress(f"MAILTO:{guest.email}")
    address.params["cn"] = vText(guest.name)
    return address


def _attendee(guest: Guest) -> vCalAddress:
    address = _address(guest)
    address.params["role"] = vText("CHAIR" if guest.chairs else "REQ-PARTICIPANT")
    address.params["partstat"] = vText("NEEDS-ACTION")
    address.params["rsvp"] = vText("FALSE")
    return address
