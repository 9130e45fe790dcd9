"""Pieces that other pages fetch cost no more than pages may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from incidents.models import Tag
from learning import workflow
from learning.models import Corpus, External
from library import workflow as library
from tests.builders.actions import an_action
from tests.builders.learning import a_past, earlier
from tests.builders.postmortems import a_draft
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
POOL = "The connection pool of the ledger ran dry after a failover and requests queued."
MOST = 12


def cost(reader: User, address: str) -> list[str]:
    """The second time: what is worked out once for a process is not counted."""
    browser = signed_in(reader)
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            response = browser.get(address, headers={"HX-Request": "true"})
        assert response.status_code == 200
    return [each["sql"][:160] for each in asked.captured_queries]


def a_likeness(cast: Cast) -> str:
    a_past(cast)
    earlier(cast, 40, "Ledger stops writing", POOL)
    later = earlier(cast, 1, "Ledger pool dry again", POOL)
    later.tags.add(Tag.objects.create(kind="cause", name="Capacity", terms=["connection pool"]))
    a_draft(cast, incident=later)
    library.sweep()
    for kind in Corpus.Kind.values:
        workflow.count(kind)
    return str(later.reference)


@pytest.mark.parametrize("place", ["doc", "margin", "aside"])
def test_what_is_alike_costs_few(cast: Cast, place: str) -> None:
    reference = a_likeness(cast)
    asked = cost(cast.alice, reverse("learning:similar", args=[reference]) + f"?in={place}")
    assert len(asked) <= MOST, "\n".join(asked)


def test_where_an_action_comes_from_costs_few(cast: Cast) -> None:
    an_action(cast, title="Alert on connection pool usage at 70% and 85%")
    action = an_action(cast, title="Alert on usage of the connection pool")
    workflow.count(Corpus.Kind.ACTIONS)
    External.objects.create(url="https://x.example/1", title="Pool", summary="Dry", added_by=cast.alice).actions.add(
        action
    )
    asked = cost(cast.alice, reverse("learning:origins", args=[action.number]))
    assert len(asked) <= MOST, "\n".join(asked)
