from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Activity, Notice
from kit import clock
from kit.errors import Refused
from meetings import survey, workflow
from meetings.models import Attendee, Capture, Meeting, SurveyAnswer
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in


def held(cast: Cast) -> Meeting:
    """Over; Bob was given an action, and a question is open."""
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    meeting = workflow.start(a_meeting(cast, incident), by=cast.erin)
    for person in (cast.alice, cast.bob, cast.carol, cast.lena):
        workflow.be_here(meeting, by=person)
    workflow.capture(meeting, by=cast.alice, title="Raise the threshold", owner=cast.bob)
    workflow.write_down(meeting, by=cast.alice, kind="question", text="Who pays?")
    return workflow.end(meeting, by=cast.erin)


def test_an_owner_says_yes_no_or_when(cast: Cast) -> None:
    meeting = held(cast)
    captured = Capture.objects.get()
    url = f"/meetings/{meeting.pk}/promises/{captured.action.number}/"
    browser = signed_in(cast.bob)
    assert browser.get(url).status_code == 200
    assert browser.post(url, {"answer": "declined"}).status_code == 422
    later = clock.today(cast.bob.zone) + timedelta(days=10)
    browser.post(url, {"answer": "other_date", "proposed_on": later.isoformat()})
    assert Notice.objects.filter(kind="meeting_answered", recipient=cast.erin).exists()
    page = signed_in(cast.alice).get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Another date proposed" in page
    workflow.agree_date(captured, by=cast.alice)
    captured = Capture.objects.select_related("action").get()
    assert (captured.answer, captured.action.due_on) == ("accepted", later)
    with pytest.raises(PermissionDenied):
        workflow.answer(captured, by=cast.alice, answer="accepted")


def test_an_open_question_gets_an_owner(cast: Cast) -> None:
    meeting = held(cast)
    question = meeting.notes.get()
    browser = signed_in(cast.alice)
    page = browser.post(f"/meetings/{meeting.pk}/room/notes/{question.pk}/owner/", {"owner": "@lena"}, follow=True)
    assert "@lena takes it" in page.content.decode()


def test_what_was_said_of_it_is_nobodys_and_shown_from_five_on(cast: Cast) -> None:
    meeting = held(cast)
    answers: dict[str, Any] = {"spoke": 4, "blameless": 5, "useful": 3}
    people = [cast.alice, cast.bob, cast.carol, cast.lena, cast.erin]
    url = f"/meetings/{meeting.pk}/survey/"
    for person in people[:4]:
        signed_in(person).post(url, answers)
    assert survey.results(meeting) == (4, [])
    signed_in(people[4]).post(url, answers)
    count, results = survey.results(meeting)
    assert (count, [result.mean for result in results]) == (5, [4.0, 5.0, 3.0])
    assert {field.name for field in SurveyAnswer._meta.get_fields()} == {"id", "meeting", *answers}
    assert not SurveyAnswer.objects.visible_to(cast.root).exists()
    assert not Activity.objects.filter(verb__contains="survey").exists()
    with pytest.raises(Refused, match="answered already"):
        workflow.answer_survey(meeting, by=cast.bob, **answers)
    with pytest.raises(Refused, match="those who were there"):
        workflow.answer_survey(meeting, by=cast.mallory, **answers)


def test_whoever_was_away_is_asked_nothing_about_it(cast: Cast) -> None:
    meeting = held(cast)
    Attendee.objects.filter(user=cast.alice).update(joined_at=None)
    assert "Answer without a name" not in signed_in(cast.alice).get(f"/meetings/{meeting.pk}/").content.decode()


def test_the_write_up_leads_to_the_minutes(cast: Cast) -> None:
    meeting = held(cast)
    browser = signed_in(cast.carol)
    page = browser.get(f"/postmortems/{meeting.reference}/").content.decode()
    assert f'href="/meetings/{meeting.pk}/#h-minutes"' in page
    assert 'id="h-minutes"' in browser.get(f"/meetings/{meeting.pk}/").content.decode()


def test_home_leads_to_the_next_meeting_and_into_its_room(cast: Cast) -> None:
    incident = a_resolved_incident(cast, title="Cards declined")
    a_draft(cast, incident=incident)
    meeting = a_meeting(cast, incident)
    erin = signed_in(cast.erin)
    page = erin.get("/").content.decode()
    assert "You facilitate." in page
    assert "Write what you remember" in page
    assert "Join the meeting" not in page
    workflow.start(meeting, by=cast.erin)
    assert f'href="/meetings/{meeting.pk}/room/">Join the meeting' in erin.get("/").content.decode()
    assert "Review meeting of" not in signed_in(cast.mallory).get("/").content.decode()
