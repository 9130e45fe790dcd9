"""What the pages of a meeting ask of the database, with everything on them that they can show."""

from typing import Any
from uuid import uuid4

import pytest

from meetings import workflow
from meetings.models import Meeting
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in

PAGE = 12
# The whole editor of the draft, and the meeting around it.
ROOM = 16


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """Two have told how they saw the alert, so there is something to disagree about."""
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    entry = an_entry(incident, cast, 4, "The alert fires")
    planned = a_meeting(cast, incident)
    workflow.recollect(planned, by=cast.bob, key=uuid4(), saw="The board was red", entry=entry)
    workflow.recollect(planned, by=cast.alice, key=uuid4(), saw="Everything was green", entry=entry)
    return planned


def began(meeting: Meeting, cast: Cast) -> Meeting:
    """At the timeline, where everything said before is shown; somebody waits to speak, something is asked silently."""
    running = workflow.start(meeting, by=cast.erin)
    workflow.be_here(running, by=cast.bob)
    workflow.go(running, by=cast.erin, position=2)
    workflow.raise_hand(running, by=cast.bob, up=True)
    workflow.write_down(running, by=cast.bob, kind="parked", text="Who pays?")
    workflow.write_down(running, by=cast.bob, kind="decision", text="We cap it.")
    workflow.capture(running, by=cast.bob, title="Raise the threshold to 80 %", owner=cast.alice)
    asked = workflow.ask_silently(running, by=cast.erin, text="What surprised you?")
    workflow.answer_silently(asked, by=cast.bob, text="The silence.")
    return Meeting.objects.get(pk=running.pk)


@pytest.mark.parametrize("who", ["erin", "bob", "carol", "root"])
def test_before_it(cast: Cast, meeting: Meeting, who: str, django_assert_max_num_queries: Any) -> None:
    browser = signed_in(getattr(cast, who))
    for path in (meeting.get_absolute_url(), f"{meeting.get_absolute_url()}recollections/"):
        browser.get(path)
        with django_assert_max_num_queries(PAGE):
            assert browser.get(path).status_code == 200


@pytest.mark.parametrize("who", ["erin", "bob", "carol"])
def test_the_room(cast: Cast, meeting: Meeting, who: str, django_assert_max_num_queries: Any) -> None:
    room = f"{began(meeting, cast).get_absolute_url()}room/"
    browser = signed_in(getattr(cast, who))
    browser.get(room)
    with django_assert_max_num_queries(ROOM):
        assert browser.get(room).status_code == 200
    with django_assert_max_num_queries(PAGE):
        assert browser.get(f"{room}pieces/", headers={"HX-Request": "true"}).status_code == 200


@pytest.mark.parametrize("who", ["erin", "bob", "carol"])
def test_after_it(cast: Cast, meeting: Meeting, who: str, django_assert_max_num_queries: Any) -> None:
    held = workflow.end(began(meeting, cast), by=cast.erin)
    browser = signed_in(getattr(cast, who))
    browser.get(held.get_absolute_url())
    with django_assert_max_num_queries(PAGE):
        assert browser.get(held.get_absolute_url()).status_code == 200
