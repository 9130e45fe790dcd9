"""What is compiled once per kind of reader says the same as its queryset does."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db.models import QuerySet

from accounts.compiled import CompiledFor
from accounts.models import User
from actions.models import Action
from activity.models import Notice
from incidents import workflow
from incidents.models import Incident
from kit import clock
from tests.builders.actions import DUE, an_action
from tests.builders.incidents import an_incident
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def _late(user: User, today: date) -> QuerySet[Any, Any]:
    return Action.objects.visible_to(user).overdue(on=today).order_by("pk").values_list("pk")


def _told(user: User) -> QuerySet[Any, Any]:
    return Notice.objects.visible_to(user).order_by("pk").values_list("pk")


def _incidents(user: User) -> QuerySet[Any, Any]:
    return Incident.objects.visible_to(user).order_by("pk").values_list("pk")


LATE, TOLD, INCIDENTS = CompiledFor(_late, date(1971, 2, 3)), CompiledFor(_told), CompiledFor(_incidents)


def test_it_answers_every_kind_of_reader_as_the_queryset_does(cast: Cast) -> None:
    for visibility in ("organisation", "team", "restricted") * 2:
        incident = an_incident(cast)
        an_action(cast, incident=incident)
        workflow.change_visibility(incident, by=cast.alice, visibility=visibility)
    workflow.break_glass(incident, by=cast.root, reason="Court order.")
    people = [cast.alice, cast.bob, cast.carol, cast.erin, cast.lena, cast.mallory, cast.root]
    seen = set()
    # Each is asked twice: the first of a kind compiles for all others. The glass is whole again a day later.
    for moment in (clock.now(), clock.now() + timedelta(days=2)):
        for user in people:
            with clock.at(moment):
                assert INCIDENTS.rows(user) == list(_incidents(user)), user
                assert LATE.rows(user, DUE + timedelta(days=1)) == list(_late(user, DUE + timedelta(days=1)))
                assert TOLD.rows(user) == list(_told(user))
            seen.add(len(INCIDENTS.rows(user)))
    assert len(seen) > 2


def test_it_says_nothing_to_who_has_left(cast: Cast) -> None:
    an_incident(cast)
    assert INCIDENTS.rows(cast.bob)
    cast.bob.is_active = False
    assert INCIDENTS.rows(cast.bob) == []


def test_it_keeps_nothing_that_the_database_said_of_the_stand_in(cast: Cast) -> None:
    led = CompiledFor(lambda user: Incident.objects.filter(teams__in=list(user.leads.all())).values_list("pk"))
    with pytest.raises(RuntimeError, match="kept for everybody"):
        led.rows(cast.alice)
