from typing import Any

from django.urls import reverse

from tests.builders.reviews import approve, in_review
from tests.cast import Cast, signed_in


def test_it_sorts_reviews_by_whom_they_wait_for(cast: Cast) -> None:
    first, second = in_review(cast, title="Payments stop"), in_review(cast, title="Search is slow")
    approve(second, cast.alice)
    html = signed_in(cast.alice).get(reverse("postmortems:reviews")).content.decode()
    waiting, rest = html.split('id="mine-title"')
    assert "1 review waits for you" in waiting
    assert first.title in waiting
    assert second.title not in waiting
    assert second.title in rest
    html = signed_in(cast.bob).get(reverse("postmortems:reviews")).content.decode()
    mine = html.split('id="mine-title"')[1].split('id="others-title"')[0]
    assert "@alice answered, @erin asked" in mine


def test_it_hides_reviews_from_strangers(cast: Cast) -> None:
    in_review(cast, by=cast.bob, title="Keys in a log", visibility="restricted")
    assert "Keys in a log" not in signed_in(cast.mallory).get(reverse("postmortems:reviews")).content.decode()


def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    in_review(cast, title="Search is slow")
    client = signed_in(cast.carol)
    with django_assert_max_num_queries(12):
        client.get(reverse("postmortems:reviews"))
