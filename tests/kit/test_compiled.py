import pytest

from accounts.models import User
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
