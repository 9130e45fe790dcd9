"""What everybody remembers: nobody's but the author's, until all of it is shown."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from activity.models import Activity
from kit import clock
from kit.errors import Refused
from meetings import workflow
from meetings.models import Attendee, Meeting, Note, Recollection
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in

SECRET = "Kestrel"


def planned(cast: Cast, **details: Any) -> Meeting:
    """Erin facilitates, Bob and Alice come; Bob has written what he saw."""
    incident = a_resolved_incident(cast, **details)
    a_draft(cast, incident=incident)
    meeting = a_meeting(cast, incident)
    entry = an_entry(incident, cast, 4, "The alert fires")
    workflow.recollect(meeting, by=cast.bob, key=uuid4(), saw=f"{SECRET} was red", entry=entry)
    return meeting


def address(meeting: Meeting) -> str:
    return reverse("meetings:recollections", args=[meeting.pk])


def read(person: Any, meeting: Meeting) -> str:
    return signed_in(person).get(address(meeting)).content.decode()


def test_nobody_reads_it_before_it_is_shown(cast: Cast) -> None:
    meeting = planned(cast)
    assert SECRET in read(cast.bob, meeting)
    told = Recollection.objects.get()
    admin = signed_in(cast.root)
    for person in (cast.alice, cast.erin, cast.root, cast.lena, cast.carol):
        assert not Recollection.objects.visible_to(person).exists()
        assert SECRET not in read(person, meeting)
        assert SECRET not in signed_in(person).get(meeting.get_absolute_url()).content.decode()
    assert SECRET not in admin.get("/admin/meetings/recollection/").content.decode()
    assert SECRET not in admin.get(f"/admin/meetings/recollection/{told.pk}/change/", follow=True).content.decode()
    assert not Activity.objects.filter(verb__in=["meeting.recollected", "meeting.shown"]).exists()


def test_who_would_rather_not_looks_like_who_wrote(cast: Cast) -> None:
    meeting = planned(cast)
    signed_in(cast.alice).post(f"{address(meeting)}decline/", {"declined": "on"})
    page = read(cast.erin, meeting)
    assert "2 of 3 have answered: @bob, @alice" in page or "2 of 3 have answered: @alice, @bob" in page
    assert "Write after all" in read(cast.alice, meeting)
    workflow.recollect(meeting, by=cast.alice, key=uuid4(), did="Looked away")
    assert not Attendee.objects.filter(declined_at__isnull=False).exists()


def test_it_is_kept_while_one_types_and_can_be_changed(cast: Cast) -> None:
    meeting, key = planned(cast), uuid4()
    browser, url = signed_in(cast.alice), f"{address(meeting)}{key}/"
    for typed, status in (
        ({"at": "2026-01-02 10:00"}, 200),
        ({"at": "noon", "saw": "Red"}, 422),
        ({"did": "x" * 1_001}, 422),
    ):
        data = {f"{key}-{name}": value for name, value in typed.items()}
        answer = browser.post(url, data, headers={"HX-Request": "true"})
        assert answer.status_code == status
        assert "Not kept yet" in answer.content.decode()
    for saw in ("A graph", "A red graph"):
        answer = browser.post(url, {f"{key}-saw": saw}, headers={"HX-Request": "true"})
        assert "Only you can read it" in answer.content.decode()
    assert Recollection.objects.get(pk=key).saw == "A red graph"
    answer = browser.post(url, {f"{key}-saw": "x" * 1_001})
    assert answer.status_code == 422
    assert "x" * 1_001 in answer.content.decode()
    # Somebody else's key opens nothing.
    with pytest.raises(Refused):
        workflow.recollect(meeting, by=cast.erin, key=key, saw="Mine now")
    assert signed_in(cast.erin).get(f"{url}forget/").status_code == 404


def test_a_moment_takes_the_time_of_its_entry_and_none_is_fine(cast: Cast) -> None:
    meeting = planned(cast)
    told = Recollection.objects.get()
    assert told.entry is not None
    assert told.at == told.entry.at
    assert workflow.recollect(meeting, by=cast.bob, key=uuid4(), did="Asked around").at is None
    with pytest.raises(Refused, match="still to come"):
        workflow.recollect(meeting, by=cast.bob, key=uuid4(), did="Left", at=clock.now() + timedelta(days=1))


def test_only_those_asked_write(cast: Cast) -> None:
    meeting = planned(cast)
    with pytest.raises(Refused, match="asked to the meeting"):
        workflow.recollect(meeting, by=cast.mallory, key=uuid4(), saw="Nothing")
    assert signed_in(cast.mallory).get(address(meeting)).status_code == 200


def test_the_beginning_shows_it_to_everybody(cast: Cast) -> None:
    meeting = planned(cast)
    workflow.start(meeting, by=cast.erin)
    page = read(cast.carol, meeting)
    assert f"{SECRET} was red" in page
    assert 'scope="col">@bob' in page
    with pytest.raises(Refused, match="shown already"):
        workflow.recollect(meeting, by=cast.bob, key=Recollection.objects.get().pk, saw="Something else")


def test_the_facilitator_may_hold_it_back_and_show_it_in_the_room(cast: Cast) -> None:
    meeting = planned(cast)
    browser = signed_in(cast.erin)
    browser.post(f"/meetings/{meeting.pk}/start/", {"hold": "on"})
    workflow.go(meeting, by=cast.erin, position=2)
    room = browser.get(f"/meetings/{meeting.pk}/room/").content.decode()
    assert "1 of 3 have written" in room
    assert SECRET not in room
    with pytest.raises(PermissionDenied):
        workflow.show(meeting, by=cast.alice)
    browser.post(f"{address(meeting)}show/")
    assert SECRET in browser.get(f"/meetings/{meeting.pk}/room/").content.decode()


def test_nothing_to_show_keeps_the_round_open(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    meeting = workflow.start(a_meeting(cast, incident), by=cast.erin)
    assert meeting.shown_at is None
    workflow.recollect(meeting, by=cast.bob, key=uuid4(), saw="Late, but red")
    assert workflow.show(meeting, by=cast.erin).shown_at is not None


def shown(cast: Cast) -> tuple[Meeting, Client]:
    """Two tell the alert in different ways; the room is open."""
    meeting = planned(cast)
    entry = Recollection.objects.get().entry
    words = "Customers wrote to us, the board was green all along"
    workflow.recollect(meeting, by=cast.alice, key=uuid4(), saw=words, entry=entry)
    return workflow.start(meeting, by=cast.erin), signed_in(cast.bob)


def test_a_difference_becomes_a_question_with_one_click(cast: Cast) -> None:
    meeting, browser = shown(cast)
    page = browser.get(address(meeting)).content.decode()
    assert "“The alert fires” looked different to @alice, @bob" in page
    key = page.split('name="difference" value="')[1].split('"')[0]
    for _ in range(2):
        browser.post(f"{address(meeting)}agenda/", {"difference": key})
    note = Note.objects.get()
    assert (note.kind, note.step, note.source) == ("discuss", "overview", key)
    assert "On the agenda" in browser.get(address(meeting)).content.decode()
    workflow.go(meeting, by=cast.erin, position=2)
    assert "looked different to" in browser.get(f"/meetings/{meeting.pk}/room/").content.decode()
    workflow.settle(note, by=cast.bob)
    assert "Talked about" in workflow.end(meeting, by=cast.erin).minutes_text


def test_anybody_asked_points_at_a_moment_and_what_is_not_reached_stays_open(cast: Cast) -> None:
    meeting, browser = shown(cast)
    page = browser.get(address(meeting)).content.decode()
    link = page.split("?moment=")[1].split('"')[0]
    assert "“The alert fires”: " in browser.get(f"{address(meeting)}agenda/?moment={link}").content.decode()
    assert browser.post(f"{address(meeting)}agenda/", {"text": " "}).status_code == 422
    browser.post(f"{address(meeting)}agenda/", {"text": "Who saw the board?"})
    workflow.end(meeting, by=cast.erin)
    note = Note.objects.get()
    assert note.kind == "question"
    workflow.give_question(note, by=cast.alice, owner=cast.bob)
    assert "Who saw the board?" in browser.get("/").content.decode()
    url = f"/meetings/{meeting.pk}/room/notes/{note.pk}/settle/"
    assert browser.post(url, {"outcome": ""}).status_code == 422
    page = browser.post(url, {"outcome": "Nobody: it hangs in the kitchen."}, follow=True).content.decode()
    assert "it hangs in the kitchen" in page
    assert "Who saw the board?" not in browser.get("/").content.decode()


def test_its_author_takes_it_back_for_good_also_later(cast: Cast) -> None:
    meeting, browser = shown(cast)
    workflow.end(meeting, by=cast.erin)
    told = Recollection.objects.get(user=cast.bob)
    with pytest.raises(Refused):
        workflow.forget(told, by=cast.erin)
    page = browser.post(f"{address(meeting)}{told.pk}/forget/", follow=True).content.decode()
    assert SECRET not in page
    assert SECRET not in Meeting.objects.get().minutes_text
    assert not Recollection.objects.filter(pk=told.pk).exists()


def test_it_is_as_visible_as_the_incident(cast: Cast) -> None:
    meeting = planned(cast, visibility="restricted")
    workflow.start(meeting, by=cast.erin)
    for person in (cast.mallory, cast.lena, cast.root):
        assert not Recollection.objects.visible_to(person).exists()
        assert signed_in(person).get(address(meeting)).status_code == 404
