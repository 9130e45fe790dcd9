from typing import Any

import pytest
from django.urls import reverse

from postmortems.models import Postmortem
from tests.builders.reviews import a_draft, approve, in_review, published
from tests.cast import Cast, signed_in


def index(user: Any, query: str = "") -> str:
    response = signed_in(user).get(reverse("postmortems:index") + query)
    assert response.status_code == 200
    return str(response.content.decode())


def three(cast: Cast) -> list[Postmortem]:
    return [
        published(cast, title="Payments stop"),
        in_review(cast, title="Search is slow", severity="sev3", services=[cast.search_index]),
        a_draft(cast, title="Refunds arrive twice"),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Payments stop", "Search is slow", "Refunds arrive twice"}),
        ("?state=published", {"Payments stop"}),
        ("?state=unpublished", {"Search is slow", "Refunds arrive twice"}),
        ("?severity=sev3", {"Search is slow"}),
        ("?service=search-index", {"Search is slow"}),
        ("?team=search", {"Search is slow"}),
        ("?q=refunds", {"Refunds arrive twice"}),
        ("?since=2025-11-10&until=2025-11-10", {"Payments stop", "Search is slow", "Refunds arrive twice"}),
        ("?until=2025-11-09", set()),
        ("?sort=published", {"Payments stop"}),
        ("?state=nonsense&severity=9&service=x&since=never&sort=7&after=%%%", None),
    ],
)
def test_it_narrows_by_what_the_address_says(cast: Cast, query: str, found: set[str] | None) -> None:
    three(cast)
    html = index(cast.carol, query)
    if found is not None:
        titles = {"Payments stop", "Search is slow", "Refunds arrive twice"}
        assert {title for title in titles if f">{title}<" in html} == found


def test_it_finds_a_reference(cast: Cast) -> None:
    postmortem = three(cast)[0]
    assert "1 write-up\n" in index(cast.carol, f"?q={postmortem.reference}").replace("</p>", "\n")


def test_it_hides_what_the_reader_may_not_see(cast: Cast) -> None:
    published(cast, by=cast.bob, title="Keys in a log", visibility="restricted")
    assert "Keys in a log" in index(cast.bob)
    html = index(cast.mallory)
    assert "Keys in a log" not in html
    assert "No write-ups yet" in html


def test_it_answers_htmx_with_the_results_alone(cast: Cast) -> None:
    response = signed_in(cast.carol).get(reverse("postmortems:index") + "?q=", headers={"HX-Request": "true"})
    assert response.content.decode().lstrip().startswith('<section id="results"')


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
    three(cast)
    client = signed_in(cast.carol)
    for name in ("index", "reviews"):
        with django_assert_max_num_queries(12):
            client.get(reverse(f"postmortems:{name}"))
