from datetime import timedelta
from typing import Any

import pytest

from activity import delivery
from activity.models import Heartbeat, Notice
from incidents import workflow as incidents
from kit import clock
from postmortems import tasks, workflow
from postmortems.models import Postmortem
from tests.builders.reviews import a_draft, approved
from tests.cast import Cast

HOUR = timedelta(hours=1)


def steps() -> list[str]:
    return [
        f"{notice.recipient.handle}:{notice.data['step']}"
        for notice in Notice.objects.filter(kind="write_up_due", channel="inbox")
        .select_related("recipient")
        .order_by("pk")
        if notice.recipient is not None
    ]


def after(postmortem: Postmortem, hours: int) -> Any:
    resolved_at = postmortem.incident.resolved_at
    assert resolved_at is not None
    return resolved_at + hours * HOUR


@pytest.mark.parametrize(
    ("hours", "told"), [(47, []), (48, ["bob:soon"]), (71, ["bob:soon"]), (72, ["bob:due"]), (72 + 24 * 15, [])]
)
def test_it_tells_authors_a_day_before_and_when_the_time_has_come(cast: Cast, hours: int, told: list[str]) -> None:
    postmortem = a_draft(cast)
    workflow.open_clocks(after(postmortem, hours))
    assert steps() == told


def test_it_tells_each_step_once(cast: Cast) -> None:
    postmortem = a_draft(cast)
    for hours in (48, 49, 50, 72, 73, 99):
        workflow.open_clocks(after(postmortem, hours))
    assert steps() == ["bob:soon", "bob:due"]


def test_it_is_silent_once_published(cast: Cast) -> None:
    postmortem = approved(cast)
    workflow.open_clocks(after(postmortem, 48))
    workflow.publish(postmortem, by=cast.bob)
    workflow.open_clocks(after(postmortem, 72))
    assert steps() == ["bob:soon"]
    delivery.sweep(at=clock.now() + HOUR)
    assert {notice.state for notice in Notice.objects.filter(kind="write_up_due")} == {"skipped"}


def test_it_starts_again_with_another_all_clear(cast: Cast) -> None:
    postmortem = a_draft(cast)
    workflow.open_clocks(after(postmortem, 72))
    incident = incidents.reopen(postmortem.incident, by=cast.alice, reason="It came back.")
    incidents.resolve(incident, by=cast.alice, at=after(postmortem, 5))
    later = Postmortem.objects.get(pk=postmortem.pk)
    workflow.open_clocks(after(later, 48))
    assert steps() == ["bob:due", "bob:soon"]


def test_it_costs_the_same_for_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = a_draft(cast)
    for _ in range(3):
        a_draft(cast)
    with django_assert_max_num_queries(9):
        assert workflow.open_clocks(after(postmortem, 48)) == 4
    with django_assert_max_num_queries(6):
        assert workflow.open_clocks(after(postmortem, 48)) == 0


def test_its_tick_says_that_it_ran(cast: Cast) -> None:
    tasks.tick()
    assert Heartbeat.objects.get(name="clocks").at is not None
