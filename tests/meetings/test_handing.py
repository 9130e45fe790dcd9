"""The facilitator hands over while both are there."""

import pytest
from django.core.exceptions import PermissionDenied

from kit.errors import Refused
from meetings import workflow
from meetings.models import Meeting
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    return workflow.start(a_meeting(cast, incident), by=cast.erin)


def test_it_is_offered_and_accepted(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refused, match="not in the room"):
        workflow.offer(meeting, by=cast.erin, to=cast.bob)
    workflow.be_here(meeting, by=cast.bob)
    erin, bob, room = signed_in(cast.erin), signed_in(cast.bob), f"/meetings/{meeting.pk}/room/"
    assert "Ask @bob" in erin.get(f"{room}offer/").content.decode()
    erin.post(f"{room}offer/", {"to": "bob"})
    assert "@erin asks you to facilitate" in bob.get(room).content.decode()
    # Nothing has changed yet.
    workflow.go(meeting, by=cast.erin, position=2)
    bob.post(f"{room}accept/")
    now = Meeting.objects.get()
    assert (now.facilitator, now.note_taker, now.offered_to) == (cast.bob, None, None)
    with pytest.raises(PermissionDenied):
        workflow.go(now, by=cast.erin, position=3)


def test_it_can_be_turned_down_or_taken_back(cast: Cast, meeting: Meeting) -> None:
    for person in (cast.bob, cast.alice, cast.carol):
        workflow.be_here(meeting, by=person)
    with pytest.raises(Refused, match="only reads"):
        workflow.offer(meeting, by=cast.erin, to=cast.carol)
    with pytest.raises(PermissionDenied):
        workflow.offer(meeting, by=cast.alice, to=cast.bob)
    for somebody in (cast.bob, cast.erin):
        workflow.offer(meeting, by=cast.erin, to=cast.bob)
        with pytest.raises(Refused, match="not asked"):
            workflow.accept(meeting, by=cast.alice)
        with pytest.raises(Refused):
            workflow.turn_down(meeting, by=cast.alice)
        workflow.turn_down(meeting, by=somebody)
        with pytest.raises(Refused, match="not asked"):
            workflow.accept(meeting, by=cast.bob)
    assert Meeting.objects.get().facilitator == cast.erin
