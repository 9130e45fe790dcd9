"""Calendar files, read back by the library as a calendar program would."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from icalendar import Calendar

from activity import delivery
from kit import clock
from meetings import workflow
from meetings.models import Feed, Meeting
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting, tomorrow
from tests.cast import Cast, signed_in


@pytest.fixture(autouse=True)
def sent_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def swept() -> dict[str, Any]:
    """What everybody's calendar gets from the mail that is due, by the address."""
    mail.outbox.clear()
    delivery.sweep(at=clock.now())
    return {message.to[0]: calendar_of(message) for message in mail.outbox}


def calendar_of(message: Any) -> Any:
    assert isinstance(message, EmailMultiAlternatives)
    parts = list(message.message().walk())
    [inline] = [part for part in parts if part.get_content_type() == "text/calendar" and not part.get_filename()]
    [file] = [part for part in parts if part.get_filename() == "invite.ics"]
    assert inline.get_payload(decode=True) == file.get_payload(decode=True)
    payload: Any = inline.get_payload(decode=True)
    calendar = Calendar.from_ical(payload)
    assert inline.get_param("method") == calendar["method"]
    return calendar


def event(calendar: Any) -> Any:
    [found] = calendar.walk("VEVENT")
    return found


class Program:
    """A calendar program: keeps the newest of each event, as RFC 5546 says."""

    def __init__(self) -> None:
        self.events: dict[str, Any] = {}

    def take(self, calendar: Any) -> None:
        for found in calendar.walk("VEVENT"):
            known = self.events.get(found["uid"])
            if known is None or known["sequence"] < found["sequence"]:
                self.events[found["uid"]] = found


def test_an_invitation_puts_it_into_the_calendar(cast: Cast) -> None:
    meeting = a_meeting(cast, place="Room 4, 2nd floor; ask for Ana")
    calendar = swept()["bob@acme.example"]
    found = event(calendar)
    assert calendar["method"] == "REQUEST"
    assert calendar["version"] == "2.0"
    assert found["dtstart"].dt == meeting.starts_at
    assert found["dtend"].dt == meeting.starts_at + timedelta(minutes=75)
    assert found["summary"] == "Review meeting: Card payments time out"
    assert found["location"] == "Room 4, 2nd floor; ask for Ana"
    assert found["sequence"] == 0
    assert found["status"] == "CONFIRMED"
    assert str(found["organizer"]).lower() == "mailto:debrief@localhost"
    guests = {str(guest).lower(): guest.params["ROLE"] for guest in found["attendee"]}
    assert guests["mailto:erin@acme.example"] == "CHAIR"
    assert guests["mailto:bob@acme.example"] == "REQ-PARTICIPANT"
    assert Calendar.from_ical(calendar.to_ical()).to_ical() == calendar.to_ical()


def test_a_change_of_date_changes_the_same_event(cast: Cast) -> None:
    meeting = a_meeting(cast)
    program = Program()
    program.take(swept()["bob@acme.example"])
    given: dict[str, Any] = {"minutes": 90, "facilitator": cast.alice, "note_taker": cast.bob, "people": []}
    workflow.change(meeting, by=cast.alice, starts_at=tomorrow(15), **given)
    update = swept()["bob@acme.example"]
    assert update["method"] == "REQUEST"
    program.take(update)
    [found] = program.events.values()
    assert found["dtstart"].dt == tomorrow(15)
    assert found["dtend"].dt == tomorrow(15) + timedelta(minutes=90)
    assert found["sequence"] == 1
    workflow.cancel(Meeting.objects.get(), by=cast.alice, reason="Not needed.")
    removal = swept()["bob@acme.example"]
    assert removal["method"] == "CANCEL"
    program.take(removal)
    [found] = program.events.values()
    assert found["status"] == "CANCELLED"


def test_whoever_is_taken_off_the_list_has_it_taken_out(cast: Cast) -> None:
    meeting = a_meeting(cast, people=[cast.alice, cast.mallory])
    swept()
    given: dict[str, Any] = {"minutes": 75, "facilitator": cast.erin, "note_taker": cast.bob, "people": [cast.alice]}
    workflow.change(meeting, by=cast.alice, starts_at=meeting.starts_at, **given)
    [(address, calendar)] = swept().items()
    assert address == "mallory@acme.example"
    assert calendar["method"] == "CANCEL"


def test_a_restricted_title_stays_in_the_house(cast: Cast) -> None:
    incident = a_resolved_incident(cast, visibility="restricted", title="The key on the kerb")
    a_meeting(cast, incident)
    for calendar in swept().values():
        assert b"kerb" not in calendar.to_ical()
        assert event(calendar)["summary"] == f"Review meeting: {incident.reference}"


def address(client: Client, **form: object) -> str:
    page = client.post("/settings/calendars/", form).content.decode()
    return page.split('id="feed-address">')[1].split("<")[0].split("localhost")[1].partition("/")[2]


def test_a_feed_shows_ones_own_meetings_to_whoever_has_its_address(cast: Cast) -> None:
    meeting = a_meeting(cast)
    path = "/" + address(signed_in(cast.bob))
    assert path.strip("/") not in signed_in(cast.bob).get("/settings/calendars/").content.decode()
    calendar = Calendar.from_ical(Client().get(path).content)
    assert calendar["method"] == "PUBLISH"
    assert event(calendar)["uid"].startswith(meeting.uid)
    other = Client().get("/" + address(signed_in(cast.mallory)))
    assert not Calendar.from_ical(other.content).walk("VEVENT")


def test_a_feed_of_a_team_is_read_with_the_rights_of_its_maker(cast: Cast) -> None:
    a_meeting(cast, a_resolved_incident(cast, visibility="restricted"))
    open_one = a_meeting(cast)
    path = "/" + address(signed_in(cast.mallory), team=cast.payments.pk)
    found = event(Calendar.from_ical(Client().get(path).content))
    assert found["uid"].startswith(open_one.uid)


def test_an_address_that_was_revoked_replaced_or_left_behind_is_worthless(cast: Cast) -> None:
    browser = signed_in(cast.bob)
    first, second = (f"/{address(browser)}" for _ in range(2))
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    browser.post(f"/settings/calendars/{Feed.objects.current().get().pk}/revoke/")
    assert Client().get(second).status_code == 404
    third = f"/{address(browser)}"
    cast.bob.is_active = False
    cast.bob.save()
    assert Client().get(third).status_code == 404
    assert Client().get("/calendars/nothing.ics").status_code == 404
