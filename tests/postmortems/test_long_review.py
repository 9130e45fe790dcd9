"""The review of a write-up as long as they get: what it asks of the database. Its time is measured in bench/."""

from typing import Any

from django.urls import reverse

from tests.builders.long import a_long_review
from tests.cast import Cast, signed_in


def test_it_costs_few_queries_however_long_it_is(cast: Cast, django_assert_max_num_queries: Any) -> None:
    postmortem = a_long_review(cast)
    assert postmortem.sections.count() == 20
    assert sum(len(each.body.split()) for each in postmortem.sections.all()) >= 10_000
    client, address = signed_in(cast.alice), reverse("postmortems:review", args=[postmortem.reference])
    for view in ("read", "sent", "document"):
        with django_assert_max_num_queries(15):
            assert client.get(f"{address}?view={view}").status_code == 200
