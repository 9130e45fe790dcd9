"""What leaves by itself: the draft a day before, a warning, the summary; each once."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail

from activity import delivery
from activity.models import Heartbeat, Notice
from kit import clock
from meetings import tasks, workflow
from meetings.models import Attendee, Meeting
from meetings.workflow import auditing
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.cast import Cast

HOUR = timedelta(hours=1)


def told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=kind, channel="email").order_by("pk")
    return [row.recipient.handle for row in rows if row.recipient]


def planned(cast: Cast, starts_at: datetime, *, ready: bool = True) -> Meeting:
    incident = a_resolved_incident(cast)
    make = a_complete_draft if ready else a_draft
    make(cast, incident=incident)
    return a_meeting(cast, incident, starts_at=starts_at)


def change(meeting: Meeting, cast: Cast, **details: Any) -> None:
    given: dict[str, Any] = {"minutes": 75, "facilitator": cast.erin, "note_taker": cast.bob, "people": [cast.alice]}
    workflow.change(meeting, by=cast.alice, **{**given, "starts_at": meeting.starts_at, **details})


def test_the_draft_goes_out_a_day_before_and_once(cast: Cast) -> None:
    begins = clock.now() + 72 * HOUR
    meeting = planned(cast, begins)
    workflow.send_drafts(begins - 25 * HOUR)
    assert told("meeting_draft") == []
    for hours in (24, 23, 1):
        workflow.send_drafts(begins - hours * HOUR)
    assert sorted(told("meeting_draft")) == ["alice", "bob", "erin"]
    assert told("meeting_unready") == []
    # It moves: who has the draft has it; who comes anew gets it.
    change(meeting, cast, starts_at=begins + 48 * HOUR, people=[cast.alice, cast.lena])
    workflow.send_drafts(begins + 40 * HOUR)
    assert sorted(told("meeting_draft")) == ["alice", "bob", "erin", "lena"]


def test_one_called_late_has_it_sent_at_once_and_a_tick_does_all_of_it(cast: Cast) -> None:
    meeting = planned(cast, clock.now() + 3 * HOUR)
    assert tasks.tick() == 1
    assert tasks.tick() == 0
    assert Meeting.objects.get(pk=meeting.pk).draft_sent_at is not None
    assert Heartbeat.objects.filter(name="meetings").exists()


def test_a_mail_names_no_restricted_title(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    incident = a_resolved_incident(cast, visibility="restricted", title="The key on the kerb")
    a_draft(cast, incident=incident)
    meeting = a_meeting(cast, incident, starts_at=clock.now() + 20 * HOUR)
    workflow.send_drafts()
    delivery.sweep(at=clock.now())
    assert mail.outbox
    assert not [each for each in mail.outbox if "kerb" in each.subject + str(each.body)]
    [draft] = [each for each in mail.outbox if each.to == ["bob@acme.example"] and "To read" in each.subject]
    assert f"/postmortems/{incident.reference}/" in str(draft.body)
    assert f"/meetings/{meeting.pk}/recollections/" in str(draft.body)


def test_the_facilitator_is_warned_once_while_there_is_time(cast: Cast) -> None:
    begins = clock.now() + 72 * HOUR
    meeting = planned(cast, begins, ready=False)
    for hours in (37, 36, 30, 24, 2):
        workflow.send_drafts(begins - hours * HOUR)
    assert sorted(told("meeting_unready")) == ["alice", "erin"]
    assert sorted(told("meeting_draft")) == ["alice", "bob", "erin"]
    # For another beginning it is said again.
    change(meeting, cast, starts_at=begins + 72 * HOUR)
    workflow.send_drafts(begins + 40 * HOUR)
    assert sorted(told("meeting_unready")) == ["alice", "alice", "erin", "erin"]


def test_without_a_draft_it_goes_out_as_soon_as_there_is_one(cast: Cast) -> None:
    begins = clock.now() + 30 * HOUR
    incident = a_resolved_incident(cast)
    a_meeting(cast, incident, starts_at=begins)
    for hours in (30, 24, 20):
        workflow.send_drafts(begins - hours * HOUR)
    assert told("meeting_unready") == ["erin", "erin"]
    assert told("meeting_draft") == []
    a_draft(cast, incident=incident)
    workflow.send_drafts(begins - 19 * HOUR)
    assert sorted(told("meeting_draft")) == ["alice", "bob", "erin"]


def test_the_draft_of_a_meeting_called_off_stays(cast: Cast) -> None:
    meeting = planned(cast, clock.now() + 30 * HOUR)
    workflow.cancel(meeting, by=cast.alice, reason="Merged.")
    workflow.send_drafts(clock.now() + 10 * HOUR)
    assert told("meeting_draft") == []


@pytest.fixture
def running(cast: Cast) -> Meeting:
    return workflow.start(planned(cast, clock.now() + HOUR), by=cast.erin)


def test_the_summary_leaves_as_it_ends(cast: Cast, running: Meeting) -> None:
    workflow.end(running, by=cast.erin)
    due = Notice.objects.filter(kind="meeting_summary")
    assert sorted(told("meeting_summary")) == ["alice", "bob", "erin"]
    assert all(row.due_at <= clock.now() for row in due)


def test_a_room_that_was_left_is_ended_so_that_its_summary_leaves(cast: Cast, running: Meeting) -> None:
    assert workflow.close_forgotten(clock.now() + 4 * HOUR) == 0
    later = clock.now() + 5 * HOUR
    Attendee.objects.filter(user=cast.bob).update(seen_at=later - timedelta(minutes=10))
    assert workflow.close_forgotten(later) == 0
    Attendee.objects.filter(user=cast.bob).update(seen_at=None)
    assert workflow.close_forgotten(later) == 1
    assert workflow.close_forgotten(later) == 0
    assert Meeting.objects.get().state == "ended"
    assert sorted(told("meeting_summary")) == ["alice", "bob", "erin"]


def found(at: datetime) -> dict[str, int]:
    return {each.kind: each.mended for each in auditing.look(at) if each.count}


def test_the_auditor_sends_what_the_tick_did_not(cast: Cast) -> None:
    begins = clock.now() + 30 * HOUR
    planned(cast, begins)
    assert found(clock.now()) == {}
    assert found(begins - 20 * HOUR) == {"draft_unsent": 1}
    assert len(told("meeting_draft")) == 3
    assert found(begins - 20 * HOUR) == {}


def test_the_auditor_finds_a_summary_that_nobody_got(cast: Cast, running: Meeting) -> None:
    workflow.end(running, by=cast.erin)
    Notice.objects.filter(kind="meeting_summary").delete()
    later = clock.now() + HOUR
    assert found(later) == {"summary_untold": 1}
    assert len(told("meeting_summary")) == 3
    assert found(later) == {}
