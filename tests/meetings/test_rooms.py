"""What chat rooms hear of review meetings, through a stand-in for the chat."""

from datetime import timedelta
from typing import Any

import pytest

from activity import delivery
from activity import workflow as activity
from activity.models import Notice
from kit import clock
from meetings import workflow
from tests.builders.incidents import a_resolved_incident
from tests.builders.meetings import a_meeting, tomorrow
from tests.builders.postmortems import a_draft
from tests.cast import Cast
from tests.standin import chat_room


@pytest.fixture(autouse=True)
def _own_network(settings: Any) -> None:
    settings.EGRESS_HOSTS = frozenset({"127.0.0.1"})


def states(kind: str) -> list[str]:
    return list(Notice.objects.filter(channel="chat", kind=kind).values_list("state", flat=True))


def test_the_rooms_of_the_teams_hear_of_it(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    given: dict[str, Any] = {"minutes": 75, "facilitator": cast.erin, "note_taker": cast.bob}
    with chat_room() as site:
        activity.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
        meeting = a_meeting(cast, incident)
        delivery.sweep(at=clock.now())
        workflow.change(meeting, by=cast.alice, starts_at=tomorrow(15), people=[cast.alice], **given)
        # Who comes is nobody's business but theirs.
        workflow.change(meeting, by=cast.alice, starts_at=tomorrow(15), people=[cast.alice, cast.lena], **given)
        delivery.sweep(at=clock.now())
        workflow.start(meeting, by=cast.erin)
        delivery.sweep(at=clock.now())
        workflow.end(meeting, by=cast.erin)
        delivery.sweep(at=clock.now())
        other = a_meeting(cast, incident)
        delivery.sweep(at=clock.now())
        workflow.cancel(other, by=cast.alice, reason="One was enough.")
        delivery.sweep(at=clock.now())
    for heard, words in zip(
        site.heard, ("called", "was changed", "begins", "was held", "called", "called off"), strict=True
    ):
        assert words in heard
        assert "calendar" not in heard
    assert states("meeting_summary") == ["sent"]


def test_a_room_that_is_slow_hears_it_later_and_not_what_is_over(cast: Cast) -> None:
    incident = a_resolved_incident(cast)
    a_draft(cast, incident=incident)
    with chat_room(503, 503) as site:
        activity.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
        meeting = a_meeting(cast, incident)
        delivery.sweep(at=clock.now())
        assert states("meeting_called") == ["due"]
        workflow.cancel(meeting, by=cast.alice, reason="Merged.")
        delivery.sweep(at=clock.now() + timedelta(minutes=2))
        delivery.sweep(at=clock.now() + timedelta(minutes=10))
    assert states("meeting_called") == ["skipped"]


def test_a_restricted_one_is_named_by_its_reference(cast: Cast) -> None:
    incident = a_resolved_incident(cast, visibility="restricted", title="The key on the kerb")
    with chat_room() as site:
        activity.set_chat(cast.payments, name="payments", by=cast.alice, url=site.url)
        a_meeting(cast, incident)
        delivery.sweep(at=clock.now())
    [heard] = site.heard
    assert heard.startswith(f"{incident.reference} has news")
