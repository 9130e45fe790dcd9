from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from accounts.models import Team, User
from activity.models import Activity
from kit.compiled import Compiled
from tests.cast import Cast


def test_it_answers_as_the_queryset_does(cast: Cast) -> None:
    named = Compiled(lambda pk: User.objects.filter(pk=pk, is_active=True).values_list("handle"), -1_234_567)
    assert named.rows(cast.alice.pk) == [("alice",)]
    assert named.rows(cast.bob.pk) == [("bob",)]
    assert named.rows(0) == []


def test_it_refuses_a_stand_in_that_is_lost(cast: Cast) -> None:
    lost = Compiled(lambda pk: User.objects.filter(pk=pk + 1).values_list("handle"), -1_234_567)
    with pytest.raises(ValueError, match="did not reach the SQL"):
        lost.rows(cast.alice.pk)


def test_it_finds_texts_within_patterns_as_the_queryset_does(cast: Cast) -> None:
    found = Compiled(lambda words: User.objects.filter(name__icontains=words).values_list("handle"), "\x01")
    cast.bob.name = "100 % Bob_by"
    cast.bob.save()
    for words in ("ali", "LICE", "b_b", "%", "o%b", "\\", ""):
        assert set(found.rows(words)) == set(User.objects.filter(name__icontains=words).values_list("handle")), words


def test_it_makes_models_of_converted_columns_and_of_what_they_are_selected_with(
    cast: Cast, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    Activity.objects.create(
        verb="team.edited", subject_type="accounts.team", subject_id=cast.payments.pk, actor=cast.bob, data={"a": ["b"]}
    )
    said = Compiled(lambda pk: Activity.objects.filter(subject_id=pk).select_related("actor"), -1_234_567)
    led = Compiled(lambda pk: Team.objects.filter(pk=pk).select_related("lead", "manager", "calendar"), -1_234_567)
    for _ in range(2):
        with django_assert_num_queries(2):
            [line] = said.instances(cast.payments.pk)
            [team] = led.instances(cast.payments.pk)
            assert (line.data, line.actor) == ({"a": ["b"]}, cast.bob)
            assert (team, team.lead, team.manager, team.calendar) == (cast.payments, cast.alice, cast.erin, None)
    assert vars(team.lead).keys() == vars(Team.objects.select_related("lead").get(pk=team.pk).lead).keys()
