"""The list of write-ups has become the library; bookmarks of it go on working."""

import pytest
from django.urls import reverse

from library import workflow
from tests.builders.reviews import a_draft, in_review, published
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
TITLES = {"Payments stop", "Search is slow", "Refunds arrive twice"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", TITLES),
        ("?state=published", {"Payments stop"}),
        ("?state=unpublished", {"Search is slow", "Refunds arrive twice"}),
        ("?severity=sev3", {"Search is slow"}),
        ("?service=search-index", {"Search is slow"}),
        ("?team=search", {"Search is slow"}),
        ("?q=refunds", {"Refunds arrive twice"}),
        ("?since=2025-11-10&until=2025-11-10", TITLES),
        ("?until=2025-11-09", set()),
        ("?state=nonsense&severity=9&service=x&since=never&sort=7&after=%%%", TITLES),
    ],
)
def test_it_leads_to_the_same_write_ups(cast: Cast, query: str, found: set[str]) -> None:
    published(cast, title="Payments stop")
    in_review(cast, title="Search is slow", severity="sev3", services=[cast.search_index])
    a_draft(cast, title="Refunds arrive twice")
    workflow.sweep()
    response = signed_in(cast.carol).get(reverse("library:postmortems") + query, follow=True)
    assert response.redirect_chain[0][0].startswith("/library/")
    html = response.content.decode()
    assert {
        title for title in TITLES if f"{title}</a></h3>" in html.replace("<mark>", "").replace("</mark>", "")
    } == found
