"""Calendars of days off: kept by administrators, chosen by teams and people, respected wherever a morning is meant."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts import holidays, workflow
from accounts.calendars import Calendar
from accounts.models import User
from actions import ladder
from actions import workflow as actions
from kit import clock
from kit.errors import Refused
from meetings.inviting import diaries
from tests.builders.actions import an_action
from tests.cast import Cast, signed_in

TODAY = date(2025, 11, 10)
FILE = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//y//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20251224
DTEND;VALUE=DATE:20251227
SUMMARY:Christmas
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20200101
RRULE:FREQ=YEARLY
SUMMARY:New Year
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20201126
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH
SUMMARY:Thanksgiving
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART:20251111T090000Z
SUMMARY:An appointment
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


@pytest.fixture
def calendar(cast: Cast) -> Calendar:
    with clock.at(datetime(2025, 11, 10, tzinfo=UTC)):
        calendar = workflow.create_calendar(by=cast.root, name="Germany")
        workflow.add_day(calendar, by=cast.root, day=date(2019, 12, 25), name="Christmas Day", yearly=True)
        workflow.add_day(calendar, by=cast.root, day=date(2025, 11, 19), name="Repentance Day")
    return calendar


def chosen_by_payments(cast: Cast, calendar: Calendar) -> None:
    with clock.at(datetime(2025, 11, 10, tzinfo=UTC)):
        workflow.edit_team(cast.payments, by=cast.root, version=cast.payments.version, calendar=calendar)


def days_of(handle: str) -> set[date]:
    return set(User.objects.get(handle=handle).days_off)


def test_members_go_by_their_teams_calendar_unless_they_choose_another(cast: Cast, calendar: Calendar) -> None:
    chosen_by_payments(cast, calendar)
    german = {date(year, 12, 25) for year in range(2024, 2028)} | {date(2025, 11, 19)}
    assert days_of("bob") == days_of("alice") == german and days_of("mallory") == set()
    with clock.at(datetime(2025, 11, 10, tzinfo=UTC)):
        other = workflow.create_calendar(by=cast.root, name="India")
        workflow.add_day(other, by=cast.root, day=date(2026, 1, 26), name="Republic Day")
        workflow.edit_profile(cast.bob, by=cast.bob, calendar=other)
        assert days_of("bob") == {date(2026, 1, 26)}
        workflow.edit_profile(cast.bob, by=cast.bob, calendar=None)
        workflow.remove_member(cast.payments, by=cast.alice, user=cast.bob)
        assert days_of("bob") == set()
        workflow.add_member(cast.payments, by=cast.alice, user=cast.bob)
    assert days_of("bob") == german


def test_the_years_move_on_by_themselves(cast: Cast, calendar: Calendar) -> None:
    chosen_by_payments(cast, calendar)
    with clock.at(datetime(2027, 1, 1, tzinfo=UTC)):
        assert workflow.renew_days_off() > 0 and workflow.renew_days_off() == 0
    assert days_of("bob") == {date(year, 12, 25) for year in range(2026, 2030)}


def test_reminders_deadlines_and_meetings_keep_clear_of_them(
    cast: Cast, calendar: Calendar, django_capture_on_commit_callbacks: Any
) -> None:
    chosen_by_payments(cast, calendar)
    bob = User.objects.get(handle="bob")
    # Due on Monday the 24th: three working days before is Tuesday, for Wednesday the 19th is none.
    action = an_action(cast, owner=bob)
    assert action.next_step_at == datetime(2025, 11, 18, tzinfo=UTC)
    told = ladder.tell_at(datetime(2025, 11, 19, 6, tzinfo=UTC), bob.zone, bob.working)
    assert told == datetime(2025, 11, 20, 9, tzinfo=UTC)
    assert actions.default_deadline("high", date(2025, 12, 11), bob.working) == date(2025, 12, 26)
    [diary] = diaries([bob], since=datetime(2025, 11, 10, tzinfo=UTC))
    assert not diary.suits(datetime(2025, 11, 19, 10, tzinfo=UTC), datetime(2025, 11, 19, 11, tzinfo=UTC))
    entry = calendar.entries.get(day=date(2025, 11, 19))
    with django_capture_on_commit_callbacks(execute=True), clock.at(datetime(2025, 11, 11, tzinfo=UTC)):
        workflow.remove_day(entry, by=cast.root)
    action.refresh_from_db()
    assert action.next_step_at == datetime(2025, 11, 19, tzinfo=UTC)
    with clock.at(datetime(2025, 11, 11, tzinfo=UTC)):
        workflow.remove_day(entry, by=cast.root, removed=False)
    assert date(2025, 11, 19) in days_of("bob")


def test_it_reads_whole_days_and_their_repetitions_from_a_file() -> None:
    found = holidays.read(FILE.encode(), today=TODAY)
    named: dict[str, list[date]] = {}
    for each in found:
        named.setdefault(each.name, []).append(each.day)
    assert named["Christmas"] == [date(2025, 12, day) for day in (24, 25, 26)]
    assert named["New Year"] == [date(2020, 1, 1)] and [each.yearly for each in found if each.name == "New Year"]
    assert named["Thanksgiving"][:3] == [date(2024, 11, 28), date(2025, 11, 27), date(2026, 11, 26)]
    assert "An appointment" not in named


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"hello",
        b"\xff\xfe\x00",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        FILE.replace("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=SECONDLY").replace("2025", "1925").encode()[:400],
    ],
)
def test_it_says_when_a_file_is_none(content: bytes) -> None:
    with pytest.raises(holidays.Unreadable):
        holidays.read(content, today=TODAY)


def test_administrators_keep_them_on_pages(cast: Cast) -> None:
    client = signed_in(cast.root)
    assert client.post(reverse("accounts:calendar_create"), {"name": "Portugal"})["Location"].endswith("/portugal/")
    page = reverse("accounts:calendar", args=["portugal"])
    client.post(f"{page}days/", {"day": "2026-06-10", "name": "Portugal Day", "yearly": "on"})
    upload = SimpleUploadedFile("days.ics", FILE.encode(), "text/calendar")
    client.post(f"{page}import/", {"file": upload})
    shown = client.get(page).content.decode()
    assert "10 June, every year" in shown and "Thanksgiving" in shown
    assert "in the calendar already" in client.post(f"{page}days/", {"day": "2026-06-10", "name": "X"}).content.decode()
    wrong = client.post(f"{page}import/", {"file": SimpleUploadedFile("x.ics", b"no")})
    assert wrong.status_code == 422 and "not a calendar file" in wrong.content.decode()
    entry = Calendar.objects.get().entries.get(name="Portugal Day")
    client.post(f"{page}days/{entry.pk}/remove/")
    assert "Portugal Day" in client.get(page).content.decode()  # the toast, with its Undo
    assert "Portugal Day" not in client.get(page).content.decode()
    client.post(f"{page}days/{entry.pk}/restore/")
    assert "10 June, every year" in client.get(page).content.decode()
    assert signed_in(cast.bob).get(page).status_code == 200
    assert signed_in(cast.bob).post(f"{page}days/", {}).status_code == 403


def test_one_that_is_in_use_is_not_removed(cast: Cast, calendar: Calendar) -> None:
    chosen_by_payments(cast, calendar)
    with pytest.raises(Refused, match="Payments go by this calendar"):
        workflow.remove_calendar(calendar, by=cast.root)
    cast.payments.refresh_from_db()
    workflow.edit_team(cast.payments, by=cast.root, version=cast.payments.version, calendar=None)
    assert signed_in(cast.root).post(reverse("accounts:calendar_remove", args=["germany"])).status_code == 302
    assert not Calendar.objects.exists() and days_of("bob") == set()
