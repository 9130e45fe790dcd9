from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from actions import workflow
from actions.models import Action
from activity.models import Notice
from incidents.models import Incident
from incidents.workflow import decide_write_up
from kit import clock
from kit.errors import Refused
from tests.builders.actions import PROMISED, an_action
from tests.builders.incidents import an_incident
from tests.cast import Cast


@pytest.mark.parametrize(
    ("priority", "due_on"),
    [("high", date(2025, 11, 24)), ("medium", date(2025, 12, 10)), ("low", date(2026, 2, 8))],
)
def test_it_defaults_the_deadline_by_priority(cast: Cast, priority: str, due_on: date) -> None:
    assert an_action(cast, due_on=None, priority=priority).due_on == due_on


def test_it_counts_the_default_from_the_owners_today(cast: Cast) -> None:
    cast.bob.time_zone = "Pacific/Auckland"
    cast.bob.save()
    late_evening = datetime(2025, 11, 10, 22, tzinfo=UTC)
    assert an_action(cast, due_on=None, promised_at=late_evening).due_on == date(2025, 11, 25)


def test_it_runs_at_once_when_it_stands_alone(cast: Cast) -> None:
    action = an_action(cast)
    assert (action.clock_started_at, action.next_step_at) == (PROMISED, datetime(2025, 11, 19, tzinfo=UTC))
    assert action.team == cast.payments


def test_it_waits_for_a_planned_write_up(cast: Cast) -> None:
    incident = decide_write_up(an_incident(cast), by=cast.alice, decision="full")
    action = an_action(cast, incident=incident, source="incident", owner=None)
    assert action.clock_started_at is None and action.next_step_at is None


def test_it_runs_when_no_write_up_is_planned(cast: Cast) -> None:
    assert an_action(cast, incident=an_incident(cast), source="incident").is_running


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"owner": None}, "Name one owner"),
        ({"title": "  "}, "what will change"),
        ({"due_on": date(2025, 11, 9)}, "already passed"),
        ({"due_on": date(2205, 1, 1)}, "between the years"),
    ],
)
def test_it_refuses_what_nobody_can_follow_through(cast: Cast, details: dict[str, object], reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        an_action(cast, **details)


def test_it_refuses_owners_who_could_not_finish_it(cast: Cast) -> None:
    with pytest.raises(Refused, match="only reads"):
        an_action(cast, owner=cast.carol)
    cast.erin.is_active = False
    cast.erin.save()
    with pytest.raises(Refused, match="deactivated"):
        an_action(cast, owner=cast.erin)


def test_it_is_not_for_viewers(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        an_action(cast, by=cast.carol)


def test_it_makes_one_action_of_two_presses(cast: Cast) -> None:
    first, second = (an_action(cast, once="f5c1") for _ in range(2))
    assert first.pk == second.pk and Action.objects.count() == 1


def test_it_tells_the_owner_but_nobody_of_their_own_promise(cast: Cast) -> None:
    an_action(cast)
    an_action(cast, by=cast.bob)
    told = Notice.objects.filter(kind="action_assigned", channel="inbox")
    assert [notice.recipient for notice in told] == [cast.bob]


def test_it_admits_the_owner_to_a_restricted_incident(cast: Cast) -> None:
    incident = an_incident(cast, visibility="restricted")
    action = an_action(cast, incident=incident, source="incident")
    assert Incident.objects.visible_to(cast.bob).filter(pk=incident.pk).exists()
    assert Action.objects.visible_to(cast.bob).filter(pk=action.pk).exists()
    assert not Action.objects.visible_to(cast.mallory).exists()


def test_it_starts_the_clocks_of_a_published_write_up(cast: Cast) -> None:
    incident = an_incident(cast)
    action = an_action(cast, incident=incident, source="write_up", running=False)
    published = datetime(2025, 11, 13, 15, tzinfo=UTC)
    with clock.at(published):
        assert workflow.start_clocks(incident, by=cast.alice) == [action]
        assert workflow.start_clocks(incident, by=cast.alice) == []
    action.refresh_from_db()
    assert (action.clock_started_at, action.next_step_at) == (published, datetime(2025, 11, 19, tzinfo=UTC))


def test_it_starts_no_clock_while_an_action_has_no_owner(cast: Cast) -> None:
    incident = an_incident(cast)
    action = an_action(cast, incident=incident, source="write_up", running=False, owner=None)
    with pytest.raises(Refused, match=f"{action.code} has no owner"):
        workflow.start_clocks(incident, by=cast.alice)
