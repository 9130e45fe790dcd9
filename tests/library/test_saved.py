"""Searches that somebody keeps, and those they are told of."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from activity import delivery
from activity.models import Notice
from incidents import workflow as incidents
from kit.errors import Refused
from library import workflow
from library.models import SavedSearch
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft, write
from tests.builders.reviews import published
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db


def told(search: SavedSearch) -> list[str]:
    rows = Notice.objects.filter(kind="search_matched", recipient=search.user, channel="inbox").order_by("pk")
    return [notice.reference for notice in rows]


def a_search(cast: Cast, user: Any, address: str = "q=marmalade") -> SavedSearch:
    workflow.sweep()
    return workflow.save_search(by=user, name="Pools", address=address, follow=True)


def test_it_tells_of_what_is_new_once(cast: Cast) -> None:
    published(cast, title="Marmalade of old")
    search = a_search(cast, cast.carol)
    new = published(cast, title="Marmalade ran dry")
    published(cast, title="Cards declined")
    workflow.sweep()
    assert told(search) == [new.reference]
    workflow.index([new.incident_id])
    assert told(search) == [new.reference]


def test_it_tells_of_a_draft_when_it_is_published(cast: Cast) -> None:
    draft = a_draft(cast, incident=a_resolved_incident(cast, title="Marmalade ran dry"))
    search = a_search(cast, cast.carol)
    write(draft, "what_happened", "The marmalade again.", by=cast.alice)
    workflow.sweep()
    assert told(search) == []
    with_drafts = workflow.save_search(by=cast.erin, name="Drafts", address="q=marmalade&state=draft", follow=True)
    other = a_draft(cast, incident=a_resolved_incident(cast, title="Another marmalade"))
    workflow.sweep()
    assert told(search) == []
    assert told(with_drafts) == [other.reference]


@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_tells_nobody_of_what_is_not_theirs_until_it_is(cast: Cast, visibility: str) -> None:
    search = a_search(cast, cast.mallory, "q=zanzibarium")
    hidden = published(cast, title="A zanzibarium", visibility=visibility)
    workflow.sweep()
    assert told(search) == []
    incidents.change_visibility(hidden.incident, by=cast.alice, visibility="organisation")
    workflow.sweep()
    assert told(search) == [hidden.reference]


def test_it_mails_the_title_and_the_way_out(cast: Cast, mailoutbox: list[Any]) -> None:
    search = a_search(cast, cast.carol)
    new = published(cast, title="Marmalade ran dry")
    workflow.sweep()
    delivery.sweep()
    [message] = [each for each in mailoutbox if each.subject.startswith("New in") and each.to == [cast.carol.email]]
    assert "Marmalade ran dry" in message.body
    out = reverse("library:unfollow_search", args=[search.pk])
    assert out in message.body
    page = signed_in(cast.carol).get(reverse("activity:inbox")).content.decode()
    assert "Marmalade ran dry is new in your search “Pools”" in page
    line = Notice.objects.get(kind="search_matched", channel="inbox")
    assert (
        signed_in(cast.carol).get(reverse("activity:open_notice", args=[line.pk]))["Location"] == new.get_absolute_url()
    )
    assert "Stop following" in signed_in(cast.carol).get(out).content.decode()
    signed_in(cast.carol).post(out)
    published(cast, title="Marmalade once more")
    workflow.sweep()
    assert told(search) == [new.reference]


@pytest.mark.parametrize("end", [workflow.unfollow_search, workflow.remove_search])
def test_it_sends_nothing_that_was_ended_meanwhile(cast: Cast, mailoutbox: list[Any], end: Callable[..., Any]) -> None:
    search = a_search(cast, cast.carol)
    published(cast, title="Marmalade ran dry")
    workflow.sweep()
    end(search, by=cast.carol)
    delivery.sweep()
    assert not [each for each in mailoutbox if each.subject.startswith("New in")]


def test_what_was_told_stays_when_the_search_is_removed(cast: Cast) -> None:
    search = a_search(cast, cast.carol)
    new = published(cast, title="Marmalade ran dry")
    workflow.sweep()
    delivery.sweep()
    workflow.remove_search(search, by=cast.carol)
    browser, line = signed_in(cast.carol), Notice.objects.get(kind="search_matched", channel="inbox")
    assert "Marmalade ran dry is new in your search “Pools”" in browser.get(reverse("activity:inbox")).content.decode()
    assert browser.get(reverse("activity:open_notice", args=[line.pk]))["Location"] == new.get_absolute_url()


def test_it_keeps_renames_removes_and_brings_back(cast: Cast) -> None:
    browser = signed_in(cast.carol)
    given = {"address": "state=published&q=pool&page=3&nonsense=1", "name": " Pools  here", "follow": "on"}
    response: Any = browser.post(reverse("library:save_search"), given)
    search = SavedSearch.objects.get()
    assert (search.name, search.address, search.is_followed) == ("Pools here", "q=pool&state=published", True)
    assert response["Location"] == "/library/?q=pool&state=published"
    assert "Following “Pools here”" in browser.get(response["Location"]).content.decode()
    browser.post(reverse("library:rename_search", args=[search.pk]), {"name": "Dry pools"})
    page = browser.get(reverse("library:searches")).content.decode()
    assert "Dry pools" in page
    page = browser.post(reverse("library:remove_search", args=[search.pk]), follow=True).content.decode()
    assert reverse("library:restore_search", args=[search.pk]) in page
    assert "No saved searches" in page
    page = browser.get(reverse("library:unfollow_search", args=[search.pk]), follow=True).content.decode()
    assert "“Dry pools” was removed: it tells you of nothing" in page
    browser.post(reverse("library:restore_search", args=[search.pk]))
    assert "Dry pools" in browser.get(reverse("library:searches")).content.decode()


def test_it_refuses_the_same_name_and_a_search_for_everything(cast: Cast) -> None:
    workflow.save_search(by=cast.carol, name="Pools", address="q=pool")
    with pytest.raises(Refused):
        workflow.save_search(by=cast.carol, name="pools", address="q=pool")
    response = signed_in(cast.carol).post(reverse("library:save_search"), {"address": "q=pool", "name": "POOLS"})
    assert response.status_code == 422
    assert "already" in response.content.decode()
    assert "POOLS" in response.content.decode()
    response = signed_in(cast.carol).post(reverse("library:save_search"), {"address": "q=", "name": "All"})
    assert response.status_code == 422


def test_it_shows_them_to_nobody_else(cast: Cast, searched: Callable[..., str]) -> None:
    search = workflow.save_search(by=cast.carol, name="Keys in a log", address="q=keys")
    browser = signed_in(cast.root)
    assert "Keys in a log" not in browser.get(reverse("library:searches")).content.decode()
    assert browser.get(reverse("library:rename_search", args=[search.pk])).status_code == 404
    assert "Keys in a log" not in searched(cast.root, "keys")
