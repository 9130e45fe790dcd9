"""The review of a write-up as long as they get: what it costs to open."""

import time
from typing import Any

from django.urls import reverse

from tests.builders.long import a_long_review
from tests.cast import Cast, signed_in

MOST_SECONDS = 0.1
TRIES = 7


def test_it_opens_at_once(cast: Cast, django_assert_max_num_queries: Any) -> None:
    """By the time of this thread, the best of some: other processes are not its fault."""
    postmortem = a_long_review(cast)
    assert postmortem.sections.count() == 20
    assert sum(len(each.body.split()) for each in postmortem.sections.all()) >= 10_000
    client, address = signed_in(cast.alice), reverse("postmortems:review", args=[postmortem.reference])
    for view in ("read", "sent", "document"):
        with django_assert_max_num_queries(13):
            assert client.get(f"{address}?view={view}").status_code == 200
        took = []
        for _ in range(TRIES):
            began = time.thread_time()
            client.get(f"{address}?view={view}")
            took.append(time.thread_time() - began)
        assert min(took) < MOST_SECONDS, f"{view}: {min(took) * 1000:.0f} ms"
