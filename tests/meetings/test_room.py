from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from actions.models import Action
from activity.models import Notice
from kit import clock
from kit.errors import Refused
from meetings import workflow
from meetings.models import Attendee, Capture, Meeting, Note, SilentAnswer
from meetings.presence import GONE
from meetings.room import Room
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in


def held(cast: Cast, **details: Any) -> Meeting:
    """A running meeting of an incident with a draft; Erin facilitates."""
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    return workflow.start(a_meeting(cast, incident, **details), by=cast.erin)


def room(meeting: Meeting, cast: Cast) -> Room:
    return Room(Meeting.objects.get(pk=meeting.pk), cast.erin)


def test_it_needs_a_draft_and_the_facilitator_to_begin(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(PermissionDenied):
        workflow.start(meeting, by=cast.alice)
    with pytest.raises(Refused, match="Start the draft first"):
        workflow.start(meeting, by=cast.erin)


def test_its_clock_lives_in_rows(cast: Cast) -> None:
    began = clock.now()
    with clock.at(began):
        meeting = held(cast)
    with clock.at(began + timedelta(minutes=2)):
        assert room(meeting, cast).left == timedelta(minutes=3)
        workflow.pause(meeting, by=cast.erin, paused=True)
    with clock.at(began + timedelta(minutes=9)):
        assert room(meeting, cast).left == timedelta(minutes=3)
        workflow.pause(meeting, by=cast.erin, paused=False)
        workflow.extend(meeting, by=cast.erin, position=1)
    with clock.at(began + timedelta(minutes=18)):
        assert room(meeting, cast).left == -timedelta(minutes=1)
        workflow.go(meeting, by=cast.erin, position=2)
    with clock.at(began + timedelta(minutes=20)):
        workflow.go(meeting, by=cast.erin, position=1)
        # Back at the first item, which keeps what it took.
        assert room(meeting, cast).spent == timedelta(minutes=11)


def test_a_second_press_of_next_goes_nowhere(cast: Cast) -> None:
    meeting = held(cast)
    for _ in range(2):
        workflow.go(meeting, by=cast.erin, position=2)
    assert room(meeting, cast).current.item.key == "overview"
    with pytest.raises(Refused, match="another item by now"):
        workflow.extend(meeting, by=cast.erin, position=1)
    with pytest.raises(Refused, match="agenda ends"):
        workflow.go(meeting, by=cast.erin, position=9)


def test_an_item_without_minutes_is_left_out(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    meeting = a_meeting(cast, incident)
    workflow.set_agenda(meeting, by=cast.alice, minutes={"overview": 0})
    workflow.start(meeting, by=cast.erin)
    following = room(meeting, cast).following
    assert following is not None
    assert following.item.key == "cause"


def test_another_takes_over_once_the_facilitator_is_gone(cast: Cast) -> None:
    meeting = held(cast)
    with pytest.raises(Refused, match="is here"):
        workflow.take_over(meeting, by=cast.bob)
    Attendee.objects.filter(user=cast.erin).update(seen_at=clock.now() - GONE)
    with pytest.raises(PermissionDenied):
        workflow.take_over(meeting, by=cast.carol)
    workflow.take_over(meeting, by=cast.bob)
    now = Meeting.objects.get()
    assert (now.facilitator, now.note_taker) == (cast.bob, None)
    workflow.go(now, by=cast.bob, position=2)
    with pytest.raises(PermissionDenied):
        workflow.go(now, by=cast.erin, position=3)


def test_whoever_comes_is_on_the_list(cast: Cast) -> None:
    meeting = held(cast)
    workflow.be_here(meeting, by=cast.carol)
    words = {face.row.user.handle: face.words for face in room(meeting, cast).faces}
    assert words == {"erin": "Facilitator", "bob": "Not joined", "alice": "Not joined", "carol": "Guest"}


def test_hands_wait_in_their_order(cast: Cast) -> None:
    meeting = held(cast)
    with pytest.raises(Refused, match="Join"):
        workflow.raise_hand(meeting, by=cast.bob, up=True)
    for person in (cast.bob, cast.carol):
        workflow.be_here(meeting, by=person)
        workflow.raise_hand(meeting, by=person, up=True)
    assert [row.user for row in room(meeting, cast).hands] == [cast.bob, cast.carol]
    with pytest.raises(Refused, match="Only the facilitator"):
        workflow.raise_hand(meeting, by=cast.carol, up=False, of=cast.bob)
    workflow.raise_hand(meeting, by=cast.erin, up=False, of=cast.bob)
    assert [row.user for row in room(meeting, cast).hands] == [cast.carol]


def test_what_is_captured_is_an_action_of_the_incident(cast: Cast) -> None:
    meeting = held(cast)
    browser = signed_in(cast.bob)
    url = f"/meetings/{meeting.pk}/room/capture/"
    shown = browser.get(url, {"text": "Raise the threshold @al"}, headers={"HX-Request": "true"}).content.decode()
    assert 'data-complete="@alice"' in shown
    browser.post(url, {"text": "Raise the threshold @alice !high"})
    action = Action.objects.get()
    assert (action.title, action.owner, action.priority) == ("Raise the threshold", cast.alice, "high")
    assert action.incident == meeting.incident
    assert not action.is_running
    assert Capture.objects.get().action == action
    answer = browser.post(url, {"text": "Do it @nobody"}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "Nobody active has the handle @nobody" in answer.content.decode()


def test_answers_in_silence_are_seen_by_nobody_until_all_are_shown(cast: Cast) -> None:
    meeting = held(cast)
    question = workflow.ask_silently(meeting, by=cast.erin, text="What surprised you?")
    workflow.answer_silently(question, by=cast.bob, text="The quiet.")
    workflow.answer_silently(question, by=cast.bob, text="The silence.")
    page = signed_in(cast.alice).get(f"/meetings/{meeting.pk}/room/").content.decode()
    assert "The silence." not in page
    assert not SilentAnswer.objects.visible_to(cast.root).exists()
    workflow.reveal(question, by=cast.erin)
    page = signed_in(cast.alice).get(f"/meetings/{meeting.pk}/room/").content.decode()
    assert "The silence." in page
    assert "The quiet." not in page
    with pytest.raises(Refused, match="shown already"):
        workflow.answer_silently(question, by=cast.alice, text="Late.")


def test_a_line_can_be_removed_and_put_back(cast: Cast) -> None:
    meeting = held(cast)
    mine = workflow.write_down(meeting, by=cast.carol, kind="parked", text="Who pays?")
    theirs = workflow.write_down(meeting, by=cast.bob, kind="decision", text="We cap it.")
    with pytest.raises(PermissionDenied):
        workflow.write_down(meeting, by=cast.carol, kind="decision", text="Mine.")
    with pytest.raises(Refused, match="Only whoever wrote it"):
        workflow.remove_note(theirs, by=cast.carol)
    workflow.remove_note(mine, by=cast.carol)
    assert room(meeting, cast).parked == []
    browser = signed_in(cast.carol)
    browser.post(f"/meetings/{meeting.pk}/room/notes/{mine.pk}/restore/")
    assert [note.text for note in room(meeting, cast).parked] == ["Who pays?"]


def test_its_end_freezes_the_minutes_and_tells_everybody(cast: Cast) -> None:
    meeting = held(cast)
    workflow.be_here(meeting, by=cast.bob)
    workflow.write_down(meeting, by=cast.bob, kind="decision", text="Cap it at <80> *percent*")
    workflow.write_down(meeting, by=cast.bob, kind="question", text="Who pays?")
    workflow.capture(meeting, by=cast.bob, title="Raise the threshold", owner=cast.alice)
    workflow.end(meeting, by=cast.erin)
    page = signed_in(cast.alice).get(f"/meetings/{meeting.pk}/", follow=True).content.decode()
    assert "Cap it at &lt;80&gt; *percent*" in page
    assert "Raise the threshold" in page
    told = {notice.kind: notice for notice in Notice.objects.filter(channel="email", recipient=cast.alice)}
    assert told["meeting_summary"].data == {"actions": 1, "decisions": 1, "questions": 1}
    assert "meeting_promise" in told
    with pytest.raises(Refused, match="over"):
        workflow.write_down(meeting, by=cast.bob, kind="note", text="Too late.")
    assert Note.objects.count() == 2
