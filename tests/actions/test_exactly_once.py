"""Each rung once, whoever runs at the same time and whoever is killed."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections, transaction

from actions import workflow
from actions.models import Action
from actions.workflow import following_through
from activity.models import Notice
from kit import clock
from tests.builders.actions import PROMISED, an_action, days_late
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def rungs_told() -> Counter[tuple[str, int | None, str]]:
    return Counter(Notice.objects.filter(key__startswith="ladder:").values_list("key", "recipient_id", "channel"))


def many_actions(cast: Cast, n: int) -> list[Action]:
    with clock.at(PROMISED), transaction.atomic():
        return [an_action(cast, title=f"Alert number {i}") for i in range(n)]


def in_threads(n: int, work: list[int], each: Callable[[int], int]) -> list[int]:
    def run(item: int) -> int:
        try:
            return each(item)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(n) as pool:
        return list(pool.map(run, work))


def test_it_opens_each_rung_once_when_four_run_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following_through, "BATCH", 7)  # many small batches, so that they meet
    many_actions(cast, 60)
    opened = in_threads(4, list(range(4)), lambda _: workflow.open_steps(days_late(8)))
    opened.append(workflow.open_steps(days_late(8)))
    assert sum(opened) == 60 * 4
    assert set(rungs_told().values()) == {1}
    assert Action.objects.filter(last_step="week-2").count() == 60


def test_it_leaves_nothing_half_done_when_killed(cast: Cast) -> None:
    many_actions(cast, 5)
    for _ in range(3):
        with pytest.raises(RuntimeError), transaction.atomic():
            workflow.open_steps(days_late(8))
            raise RuntimeError("killed before the commit")
        assert not rungs_told() and not Action.objects.exclude(last_step="").exists()
    assert workflow.open_steps(days_late(8)) == 20


def test_it_survives_the_loss_of_its_connection_in_the_middle(cast: Cast) -> None:
    many_actions(cast, 5)

    def killed(_: int) -> int:
        try:
            with transaction.atomic():
                workflow.open_steps(days_late(8))
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        except Exception:
            return 0
        return 1

    assert in_threads(1, [0, 1, 2], killed) == [0, 0, 0]
    assert not rungs_told()
    assert workflow.open_steps(days_late(8)) == 20
    assert set(rungs_told().values()) == {1}


def test_it_waits_for_no_action_somebody_is_changing(cast: Cast) -> None:
    held, free = many_actions(cast, 2)
    with transaction.atomic():
        Action.objects.locked(held.pk)
        assert in_threads(1, [0], lambda _: workflow.open_steps(days_late(1))) == [3]
    free.refresh_from_db()
    assert free.last_step == "week-1"
    assert workflow.open_steps(days_late(1)) == 3


def test_it_never_tells_a_rung_that_a_verb_took_back_meanwhile(cast: Cast) -> None:
    actions = many_actions(cast, 12)

    def race(number: int) -> int:
        if number % 2:
            return workflow.open_steps(days_late(1))
        with clock.at(days_late(1)):
            workflow.complete(Action.objects.get(pk=actions[number].pk), by=cast.bob, evidence="Live.")
        return 0

    in_threads(4, list(range(12)), race)
    workflow.open_steps(days_late(1))
    assert set(rungs_told().values()) == {1}
    assert not Action.objects.closed().filter(next_step_at__isnull=False).exists()
