"""What is kept per day and month never says anything else than the rows, whatever changes, and whenever it is swept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from insights import workflow
from insights.models import ActionMonth, Mark
from insights.page import Page
from kit import clock
from tests.cast import Cast
from tests.insights.independent import World
from tests.insights.rows import NOW, Maker

KEYS = ("deadline", "high", "category-testing", "moved", "days", "preventive")
# The first and the last of months, of the period and of the stretch before, and a leap day.
EDGES = [date(2024, 2, 29), date(2024, 4, 13), date(2025, 3, 31), date(2025, 4, 1), date(2025, 12, 31)]
EDGES += [date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 19)]
LATER = [timedelta(0), timedelta(days=1), timedelta(days=13, hours=11), timedelta(days=14), timedelta(days=45)]


@pytest.mark.django_db
@settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(seed=st.integers(0, 10**6))
def test_what_is_kept_is_what_the_rows_say(cast: Cast, seed: int) -> None:
    with transaction.atomic():
        draw = Random(seed)
        maker = Maker(cast, seed)
        with clock.at(NOW):
            maker.make(incidents=12, actions=150)
        # Days far apart, more of them than one sweep takes.
        assert Mark.objects.exclude(day=None).values("day").distinct().count() > 100
        read = 0
        for passed in LATER:
            with clock.at(NOW + passed):
                for change in draw.sample(CHANGES, 3):
                    change(draw)
                    _compare(cast, draw)
                    workflow.sweep(most=draw.choice([1, 100_000]))
                    _compare(cast, draw)
                read += ActionMonth.objects.count()
        assert read
        transaction.set_rollback(True)


def _due_on_an_edge(draw: Random) -> None:
    for action in draw.sample(list(Action.objects.all()), 12):
        action.due_on = draw.choice(EDGES)
        action.save()


def _closed_on_an_edge(draw: Random) -> None:
    """Half of them in the last or the first second of a day."""
    for action in draw.sample(list(Action.objects.exclude(state="dropped")), 8):
        day = draw.choice(EDGES)
        action.state, action.evidence = "done", "Seen"
        action.closed_at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(seconds=draw.choice([0, 1]))
        action.clock_started_at = action.closed_at - timedelta(hours=draw.randrange(100))
        action.save()


def _due_to_come(draw: Random) -> None:
    for action in draw.sample(list(Action.objects.all()), 6):
        Action.objects.filter(pk=action.pk).update(due_on=clock.now().date() + timedelta(days=draw.randrange(60)))


def _closed_to_others(draw: Random) -> None:
    for incident in draw.sample(list(Incident.objects.all()), 3):
        Incident.objects.filter(pk=incident.pk).update(visibility=draw.choice(Incident.Visibility.values))


def _graver(draw: Random) -> None:
    for incident in draw.sample(list(Incident.objects.all()), 3):
        Incident.objects.filter(pk=incident.pk).update(severity=draw.choice(Incident.Severity.values))


def _gone(draw: Random) -> None:
    keys = draw.sample(list(Action.objects.values_list("pk", flat=True)), 3)
    Action.objects.filter(pk__in=keys).update(state="dropped", rationale="Not needed", closed_at=clock.now())


def _hung_elsewhere(draw: Random) -> None:
    incidents = [*Incident.objects.all(), None]
    for action in draw.sample(list(Action.objects.all()), 5):
        Action.objects.filter(pk=action.pk).update(incident=draw.choice(incidents), source="other_team")


CHANGES: list[Callable[[Random], None]] = [_due_on_an_edge, _closed_on_an_edge, _due_to_come, _closed_to_others]
CHANGES += [_graver, _gone, _hung_elsewhere]


def _compare(cast: Cast, draw: Random) -> None:
    reader: User = draw.choice([cast.lena, cast.carol, cast.alice])
    address, severity = QueryDict(mutable=True), draw.choice(["", "sev1", "sev3"])
    address.update({"p": draw.choice(["", "90d", "q", "2025-q4", "2026-q2"]), "severity": severity})
    page = Page(reader, address, in_detail=True)
    period, facts = page.scope.period, page.facts
    visible = set(Incident.objects.visible_to(reader).values_list("pk", flat=True))

    def wanted(action: Action) -> bool:
        return not severity or (action.incident is not None and action.incident.severity == severity)

    world = World(lambda row: row.pk in visible, lambda _: True, wanted, clock.now().date())
    cuts = [(facts.whole, period.start, period.end), (facts.before, period.before, period.start)]
    cuts += list(zip(facts.steps, period.steps, period.ends(), strict=True))
    for key in KEYS:
        for numbers, begin, stop in cuts:
            told = page.shown[key].measure.of(numbers, is_narrow=False)
            wanted_answer = world.of(key, begin, stop)
            assert told.n == wanted_answer.n, (key, begin, stop)
            assert told.value == (None if wanted_answer.value is None else pytest.approx(wanted_answer.value)), key
