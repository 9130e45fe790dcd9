from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse

from incidents import workflow as incidents
from postmortems import workflow
from postmortems.models import Postmortem
from tests.builders.incidents import a_resolved_incident, an_incident
from tests.builders.postmortems import TEXTS
from tests.builders.reviews import a_draft, approved, in_review, published, rewrite
from tests.cast import Cast, signed_in


@pytest.fixture(autouse=True)
def an_empty_cache() -> None:
    cache.clear()


def page(postmortem: Postmortem, user: Any, status: int = 200) -> str:
    response = signed_in(user).get(postmortem.get_absolute_url())
    assert response.status_code == status
    return str(response.content.decode())


def test_it_shows_the_whole_write_up(cast: Cast) -> None:
    html = page(published(cast), cast.carol)
    for words in (
        TEXTS["summary"],
        "1,200",
        "What was seen after 10 minutes",
        "Why did payments stop?",
        "No load test of small changes",
        "Alert when the pool is 80 percent full",
        "Approved by\n      2 of 2",
        "Version 2",
        "@bob",
    ):
        assert words in html, words


def test_it_shows_the_frozen_text_and_the_live_state_of_actions(cast: Cast) -> None:
    from actions import workflow as actions

    postmortem = published(cast)
    assert "To do" in page(postmortem, cast.carol)
    postmortem.sections.filter(key="summary").update(body="Words nobody approved.")
    actions.log_update(postmortem.incident.actions.get(), by=cast.bob, text="Begun.", state="in_progress")
    html = page(postmortem, cast.carol)
    assert "Words nobody approved." not in html
    assert "In progress" in html


def test_it_says_when_a_draft_is_read(cast: Cast) -> None:
    html = page(a_draft(cast), cast.carol)
    assert "Not published yet" in html
    assert TEXTS["summary"] in html


def test_it_leads_reviewers_to_the_review(cast: Cast) -> None:
    assert "approved by\n      0 of 2" in page(in_review(cast), cast.alice)


def test_it_names_an_amendment_with_its_reason(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.amend(postmortem, by=cast.bob, reason="The count was wrong.")
    assert "An amendment is being written" in page(postmortem, cast.carol)
    rewrite(postmortem, "summary", "New words. And more.")
    workflow.publish(postmortem, by=cast.bob, note="See the impact.")
    html = page(postmortem, cast.carol)
    assert "Amended in version 3: The count was wrong. See the impact." in html
    assert "New words." in html


@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_does_not_exist_for_who_may_not_see_it(cast: Cast, visibility: str) -> None:
    postmortem = published(cast, by=cast.bob, visibility=visibility)
    page(postmortem, cast.mallory, 404)
    page(postmortem, cast.bob)


def test_it_is_not_found_by_nonsense(cast: Cast) -> None:
    for reference in ("INC-99999", "nonsense", "INC-0"):
        assert signed_in(cast.alice).get(f"/postmortems/{reference}/").status_code == 404


def test_it_shows_related_incidents_from_both_sides_to_who_may_see_them(cast: Cast) -> None:
    postmortem = published(cast)
    other = an_incident(cast, title="The pool ran dry before", started_at=postmortem.incident.started_at)
    secret = an_incident(cast, by=cast.bob, title="Keys in a log", visibility="restricted")
    later = an_incident(cast, title="It came back")
    for each in (other, secret):
        incidents.relate(postmortem.incident, by=cast.bob, other=each, kind="same_failure", reason="Same pool")
    incidents.relate(later, by=cast.alice, other=postmortem.incident, kind="recurrence", reason="Same leak")
    html = page(postmortem, cast.lena)
    assert "The pool ran dry before" in html
    assert "It came back" in html
    assert "Came back in this" in html
    assert "Keys in a log" not in html
    assert "Keys in a log" in page(postmortem, cast.bob)


@pytest.mark.parametrize("state", ["published", "draft", "in review"])
def test_it_costs_few_queries(cast: Cast, django_assert_max_num_queries: Any, state: str) -> None:
    postmortem = {"published": published, "draft": a_draft, "in review": in_review}[state](cast)
    client = signed_in(cast.carol)
    with django_assert_max_num_queries(12):
        client.get(postmortem.get_absolute_url())
    with django_assert_max_num_queries(12 if state != "published" else 9):
        client.get(postmortem.get_absolute_url())


def test_it_keeps_nothing_readable_in_the_keys_of_the_cache(cast: Cast) -> None:
    postmortem = published(cast, by=cast.bob, visibility="restricted", title="Leaked credentials")
    page(postmortem, cast.bob)
    keys = [key.decode() for key in cache._cache.get_client(None).keys("*")]  # type: ignore[attr-defined]
    assert any("document:" in key for key in keys)
    assert not [key for key in keys if "credentials" in key.lower() or "INC-" in key]


def test_it_can_be_followed(cast: Cast) -> None:
    postmortem = published(cast)
    client, address = signed_in(cast.carol), reverse("postmortems:follow", args=[postmortem.reference])
    client.post(address, {"following": "yes"})
    assert "Following" in page(postmortem, cast.carol)
    answer = client.post(address, {"following": "no"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="false"' in answer.content.decode()
    assert signed_in(cast.mallory).post(address, {"following": "yes"}).status_code == 302


def test_it_is_published_by_its_button(cast: Cast) -> None:
    postmortem = approved(cast)
    address = reverse("postmortems:publish", args=[postmortem.reference])
    assert signed_in(cast.carol).post(address).status_code == 403
    response = signed_in(cast.bob).post(address, follow=True)
    assert "Published" in response.content.decode()
    assert Postmortem.objects.published().count() == 1


def test_it_says_what_is_missing_before_it_can_be_published(cast: Cast) -> None:
    postmortem = in_review(cast)
    address = reverse("postmortems:publish", args=[postmortem.reference])
    assert "@alice has not approved revision 1 yet." in signed_in(cast.bob).get(address).content.decode()
    refused = signed_in(cast.bob).post(address)
    assert refused.status_code == 409
    assert "@alice has not approved revision 1 yet." in refused.content.decode()


def test_it_opens_an_amendment_with_a_reason_only(cast: Cast) -> None:
    postmortem = published(cast)
    client, address = signed_in(cast.bob), reverse("postmortems:amend", args=[postmortem.reference])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "x" * 2001}).status_code == 422
    assert client.post(address, {"reason": "Wrong count."}).status_code == 302
    client.post(reverse("postmortems:drop_amendment", args=[postmortem.reference]))
    assert Postmortem.objects.get(pk=postmortem.pk).state == "published"


def test_it_survives_an_empty_draft(cast: Cast) -> None:
    postmortem = workflow.start(a_resolved_incident(cast), by=cast.alice)
    assert "Nothing here yet." in page(postmortem, cast.carol)
