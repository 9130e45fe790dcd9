from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from activity import delivery
from activity.models import Notice
from incidents.models import Incident, Participation
from kit import clock
from kit.errors import Refused, Stale
from meetings import inviting, workflow
from meetings.models import Attendee, Meeting
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.meetings import a_meeting, tomorrow
from tests.cast import Cast, person, signed_in


def told(kind: str) -> set[str]:
    return {notice.recipient.handle for notice in Notice.objects.filter(kind=kind, channel="email")}


def handles(meeting: Meeting) -> set[str]:
    return {row.user.handle for row in Attendee.objects.invited().filter(meeting=meeting)}


def test_it_invites_everybody_the_caller_too(cast: Cast) -> None:
    meeting = a_meeting(cast)
    assert handles(meeting) == {"alice", "bob", "erin"}
    assert told("meeting_called") == {"alice", "bob", "erin"}
    assert [step.minutes for step in meeting.steps.all()] == [5, 15, 20, 5, 10, 15, 5]


def test_one_meeting_of_an_incident_is_ahead_at_a_time(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(Refused, match="planned already"):
        a_meeting(cast, meeting.incident)
    workflow.cancel(meeting, by=cast.erin, reason="The room burnt down.")
    assert a_meeting(cast, meeting.incident).uid != meeting.uid


@pytest.mark.parametrize("details", [{"minutes": 45}, {"starts_at": tomorrow() - timedelta(days=3)}])
def test_it_refuses_times_that_cannot_be(cast: Cast, details: Any) -> None:
    with pytest.raises(Refused):
        a_meeting(cast, **details)


def test_who_only_reads_neither_calls_nor_facilitates(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        a_meeting(cast, by=cast.carol)
    with pytest.raises(Refused, match="only reads"):
        a_meeting(cast, facilitator=cast.carol)


def test_whoever_is_invited_can_see_what_it_is_about(cast: Cast) -> None:
    incident = a_resolved_incident(cast, visibility="restricted")
    a_meeting(cast, incident, people=[cast.alice, cast.mallory])
    assert Incident.objects.visible_to(cast.mallory).filter(pk=incident.pk).exists()
    assert not Meeting.objects.visible_to(cast.lena).exists()


def test_a_change_is_told_to_those_it_concerns(cast: Cast) -> None:
    meeting = a_meeting(cast)
    given: dict[str, Any] = {"minutes": 75, "facilitator": cast.erin, "note_taker": None, "version": meeting.version}
    workflow.change(meeting, by=cast.alice, starts_at=tomorrow(14), people=[cast.alice, cast.mallory], **given)
    changed = Meeting.objects.get(pk=meeting.pk)
    assert (changed.uid, changed.sequence) == (meeting.uid, 1)
    assert told("meeting_cancelled") == {"bob"}
    assert told("meeting_moved") == {"alice", "erin"}
    assert told("meeting_called") == {"alice", "bob", "erin", "mallory"}
    with pytest.raises(Stale):
        workflow.change(meeting, by=cast.alice, starts_at=tomorrow(15), people=[], **given)


def test_a_change_of_nothing_tells_nobody(cast: Cast) -> None:
    meeting = a_meeting(cast)
    given: dict[str, Any] = {
        "minutes": 75,
        "facilitator": cast.erin,
        "note_taker": cast.bob,
        "version": meeting.version,
    }
    workflow.change(meeting, by=cast.alice, starts_at=meeting.starts_at, people=[cast.alice], **given)
    assert Meeting.objects.get(pk=meeting.pk).sequence == 0


def test_only_those_concerned_change_it(cast: Cast) -> None:
    meeting = a_meeting(cast)
    with pytest.raises(PermissionDenied):
        workflow.cancel(meeting, by=cast.mallory, reason="I would rather not.")
    with pytest.raises(Refused, match="Say why"):
        workflow.cancel(meeting, by=cast.alice, reason="  ")


def test_an_invitation_to_what_was_called_off_is_not_sent(cast: Cast) -> None:
    meeting = a_meeting(cast)
    workflow.cancel(meeting, by=cast.alice, reason="Merged with another.")
    delivery.sweep(at=clock.now())
    assert set(Notice.objects.filter(kind="meeting_called").values_list("state", flat=True)) == {"skipped"}
    assert set(Notice.objects.filter(kind="meeting_cancelled").values_list("state", flat=True)) == {"sent"}


def test_it_proposes_who_held_a_role_wrote_or_is_named_in_the_timeline(cast: Cast) -> None:
    person("noor")
    incident = a_resolved_incident(cast)
    Participation.objects.create(incident=incident, user=cast.bob, role="commander")
    an_entry(incident, cast, 4, "Rolled back", who="@noor, the deploy system")
    found = {each.user.handle: (each.part, each.responded) for each in inviting.proposed(incident)}
    assert found["bob"] == ("Incident commander", True)
    assert found["noor"] == ("In the timeline", True)
    assert "deploy" not in found


def test_its_pages_lead_through_it(cast: Cast) -> None:
    incident = a_resolved_incident(cast, started_at=clock.now() - timedelta(hours=5))
    browser = signed_in(cast.alice)
    assert "Call a meeting" in browser.get(incident.get_absolute_url()).content.decode()
    url = f"/meetings/new/{incident.reference}/"
    page = browser.get(url).content.decode()
    assert "Good times" in page
    typed = {"starts_at": f"{tomorrow():%Y-%m-%dT%H:%M}", "minutes": "60", "people": "bob, nobody", "place": "Room 4"}
    answer = browser.post(url, {**typed, "facilitator": "erin"})
    assert answer.status_code == 422
    assert "Nobody active has the handle @nobody" in answer.content.decode()
    assert "Room 4" in answer.content.decode()
    answer = browser.post(url, {**typed, "facilitator": "erin", "people": "bob"}, follow=True)
    page = answer.content.decode()
    assert "Meeting called" in page
    assert "60 of 60 minutes" in page
    meeting = Meeting.objects.get()
    browser.post(f"/meetings/{meeting.pk}/prepared/draft/", {"done": "on"})
    assert Meeting.objects.get().prepared == ["draft"]
    minutes = {"tone": 5, "overview": 30, "cause": 20, "improve": 10, "actions": 15}
    page = browser.post(f"/meetings/{meeting.pk}/agenda/", minutes, follow=True).content.decode()
    assert "20 minutes more than the meeting has" in page
    page = browser.post(f"/meetings/{meeting.pk}/cancel/", {"reason": "Postponed."}, follow=True).content.decode()
    assert "Postponed." in page
