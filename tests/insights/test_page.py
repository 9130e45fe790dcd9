from datetime import timedelta

from django.urls import reverse

from kit import clock
from tests.builders.actions import an_action
from tests.builders.reviews import published
from tests.cast import Cast, signed_in


def page(user, route: str = "insights:index", **query: str) -> str:  # type: ignore[no-untyped-def]
    response = signed_in(user).get(reverse(route), query)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_that_nothing_can_be_concluded_from_nothing(cast: Cast) -> None:
    html = page(cast.lena)
    assert "Nothing can be concluded from the last 12 months: 0 incidents and 0 actions due." in html
    assert "Cannot conclude" in html


def test_it_shows_every_measure(cast: Cast) -> None:
    published(cast, severity="sev1")
    html = page(cast.lena, "insights:measures")
    assert "Time to detect" in html and "Could speak freely" in html


def test_every_list_behind_a_number_opens(cast: Cast) -> None:
    from insights.sources import SOURCES

    published(cast, severity="sev1")
    for name in SOURCES:
        response = signed_in(cast.lena).get(reverse("insights:rows", args=[name]), {"only": "hits", "step": "2"})
        assert response.status_code == 200, name
        assert signed_in(cast.lena).get(reverse("insights:rows_file", args=[name])).status_code == 200


def test_a_habit_is_not_told_of_the_promises_of_one_or_two(cast: Cast) -> None:
    now = clock.now()
    for number in range(5):
        an_action(
            cast,
            title=f"Change {number}",
            promised_at=now - timedelta(days=90),
            due_on=(now - timedelta(days=60)).date(),
        )
    few = "Fewer than 3 people own the 5 actions whose deadline has passed."
    whole, narrow = page(cast.lena, "insights:practice"), page(cast.lena, "insights:practice", team="payments")
    assert "5 of 5 actions whose deadline has passed were not done by it." in whole
    assert few not in whole
    assert few in narrow
    assert "5 of 5 actions" not in narrow


def test_it_exports(cast: Cast) -> None:
    published(cast, severity="sev1")
    text = b"".join(signed_in(cast.lena).get(reverse("insights:measures_file"))).decode()
    assert "Time to publish" in text and "cannot conclude" in text


def test_it_costs_few_queries_and_fewer_when_nothing_changed(cast: Cast, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        published(cast, title=f"Outage {number}", severity="sev1")
    browser = signed_in(cast.lena)
    for route in ("index", "measures", "practice", "connections"):
        with django_assert_max_num_queries(12):
            browser.get(reverse(f"insights:{route}"))
        with django_assert_max_num_queries(8):
            browser.get(reverse(f"insights:{route}"))
