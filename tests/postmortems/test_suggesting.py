"""Who is suggested for a review, and why."""

from typing import Any

from django.urls import reverse

from incidents import workflow as incidents
from postmortems.models import Postmortem
from postmortems.suggesting import suggested
from tests.builders.reviews import a_draft, approved, in_review, sent
from tests.cast import Cast, person, signed_in


def said(postmortem: Postmortem, asker: Any, **kwargs: Any) -> dict[str, str]:
    return {each.user.handle: each.said for each in suggested(postmortem, asker=asker, **kwargs)}


def about(cast: Cast, **details: Any) -> Postmortem:
    """Bob's draft about the Payment API."""
    return a_draft(cast, **{"services": [cast.payment_api], **details})


def test_it_suggests_lead_and_members_of_the_owning_team_and_never_authors(cast: Cast) -> None:
    dora = person("dora")
    cast.payments.memberships.create(user=dora)
    assert said(about(cast), cast.bob) == {
        "alice": "leads Payments, which owns Payment API",
        "dora": "is on Payments, which owns Payment API",
    }


def test_it_suggests_who_reviewed_something_like_it(cast: Cast) -> None:
    earlier = approved(cast, services=[cast.search_index])
    found = said(about(cast, services=[cast.search_index]), cast.bob)
    assert found["erin"] == f"reviewed {earlier.reference}, Search index too"
    assert found["mallory"] == "leads Search, which owns Search index"


def test_it_tells_nothing_of_what_the_asker_may_not_see(cast: Cast) -> None:
    approved(cast, by=cast.bob, services=[cast.search_index], visibility="restricted")
    found = suggested(about(cast, services=[cast.search_index]), asker=cast.lena)
    assert [each.user.handle for each in found] == ["mallory"]


def test_it_suggests_only_people_listed_on_a_restricted_one(cast: Cast) -> None:
    postmortem = about(cast, by=cast.bob, visibility="restricted")
    assert said(postmortem, cast.bob) == {}
    incidents.admit(postmortem.incident, by=cast.bob, user=cast.alice)
    assert list(said(postmortem, cast.bob)) == ["alice"]


def test_one_press_names_a_person_and_keeps_what_was_typed(cast: Cast) -> None:
    postmortem = about(cast)
    client, address = signed_in(cast.bob), reverse("postmortems:request_review", args=[postmortem.reference])
    assert 'value="alice"' in client.get(address).content.decode()
    typed = {"add": "alice", "reviewers": "erin,", "note": "Impact first."}
    response = client.post(address, typed)
    html = response.content.decode()
    assert response.status_code == 200
    assert 'value="erin, alice"' in html
    assert "Impact first." in html
    assert 'name="add" value="alice"' not in html
    assert not postmortem.revisions.exists()
    client.post(address, {"reviewers": "erin, alice", "note": "Impact first."})
    assert sent(postmortem).note == "Impact first."


def test_it_costs_the_same_for_many(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for _ in range(2):
        in_review(cast, services=[cast.payment_api])
    for n in range(9):
        cast.payments.memberships.create(user=person(f"dora{n}"))
    postmortem = about(cast)
    with django_assert_max_num_queries(3):
        assert len(suggested(postmortem, asker=cast.bob)) == 6
    client, address = signed_in(cast.bob), reverse("postmortems:request_review", args=[postmortem.reference])
    with django_assert_max_num_queries(12):
        client.get(address)
