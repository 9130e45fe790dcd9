"""Facets, days, pages and references: everything in the address, and nothing else asked for."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from incidents import workflow as incidents
from incidents.models import Tag
from kit import clock
from library import search, workflow
from library.facets import FACETS, register_further
from library.models import Match
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft, write
from tests.builders.reviews import published
from tests.cast import Cast, signed_in
from tests.library.test_search import counts, titles

pytestmark = pytest.mark.django_db
Searched = Callable[..., str]


def several(cast: Cast, count: int, **details: Any) -> list[str]:
    made = []
    for n in range(count):
        at = clock.now() - timedelta(days=count - n)
        incident = a_resolved_incident(cast, title=f"Pool {n:02}", started_at=at, **details)
        a_draft(cast, incident=incident)
        made.append(incident.title)
    return made[::-1]


def test_an_old_address_finds_what_was_merged(cast: Cast, searched: Searched) -> None:
    old, new = (incidents.add_mode(by=cast.root, name=name) for name in ("Core melt", "Meltdown"))
    for title, mode in (("Pool one", old), ("Pool two", new)):
        incident = a_resolved_incident(cast, title=title)
        incidents.tag(incident, by=cast.alice, tags=[mode])
        a_draft(cast, incident=incident)
    workflow.sweep()
    kept = workflow.save_search(by=cast.bob, name="Melting", address=f"mode={old.pk}", follow=True)
    incidents.merge_mode(old, by=cast.root, into=new)
    page = searched(cast.bob, mode=old.pk)
    assert sorted(titles(page)) == ["Pool one", "Pool two"]
    assert f'value="{new.pk}" checked' in page
    assert f"mode={old.pk}" not in page
    assert "Core melt" not in page
    assert "Following “Melting”" in page
    third = published(cast, title="Pool three").incident
    incidents.tag(third, by=cast.alice, tags=[new])
    workflow.sweep()
    assert Match.objects.filter(search=kept, incident=third).exists()


@pytest.mark.parametrize("asked", [{}, {"q": "pool"}, {"q": "pool", "sort": "newest"}])
def test_it_turns_pages_there_and_back(
    cast: Cast, searched: Searched, asked: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PER_PAGE", 3)
    expected = several(cast, 8)
    browser, seen, page = signed_in(cast.bob), [], searched(cast.bob, **asked)
    pages = [titles(page)]
    while further := re.search(r'rel="next" href="([^"]+)"', page):
        page = browser.get("/library/" + further[1].replace("&amp;", "&")).content.decode()
        pages.append(titles(page))
    seen = [title for shown in pages for title in shown]
    assert sorted(seen) == sorted(expected)
    assert len(pages) == 3
    if asked.get("q") is None or asked.get("sort"):
        assert seen == expected
    back = []
    while before := re.search(r'rel="prev" href="([^"]+)"', page):
        page = browser.get("/library/" + before[1].replace("&amp;", "&")).content.decode()
        back.append(titles(page))
    assert back == pages[1::-1]


def test_it_keeps_its_place_when_something_new_comes(
    cast: Cast, searched: Searched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "PER_PAGE", 3)
    expected = several(cast, 5)
    [further] = re.findall(r'rel="next" href="([^"]+)"', searched(cast.bob))
    a_draft(cast, incident=a_resolved_incident(cast, title="Newer", started_at=clock.now()))
    workflow.sweep()
    page = signed_in(cast.bob).get("/library/" + further.replace("&amp;", "&")).content.decode()
    assert titles(page) == expected[3:]


def test_it_names_causes_failure_modes_and_tags_apart(cast: Cast, searched: Searched) -> None:
    tags = [Tag.objects.create(kind=kind, name=kind.title()) for kind in ("cause", "failure_mode", "technology")]
    for n in range(3):
        incident = a_resolved_incident(cast, title=f"Pool {n}")
        incident.tags.add(*tags[: n + 1])
        a_draft(cast, incident=incident)
    page = searched(cast.bob, "pool")
    assert counts(page, "Cause") == {"Cause": 3}
    assert counts(page, "Failure mode") == {"Failure_Mode": 2}
    assert counts(page, "Tag") == {"Technology": 1}
    page = searched(cast.bob, "pool", mode=tags[1].pk)
    assert len(titles(page)) == 2
    assert counts(page, "Tag") == {"Technology": 1}
    assert "Failure mode <strong>Failure_Mode</strong>" in page


def test_it_takes_facets_from_other_apps(cast: Cast, searched: Searched) -> None:
    register_further(
        "colour",
        "Colour",
        names=lambda _: {"red": "Red"},
        values=lambda keys: {key: ["red"] for key in keys if key % 2},
    )
    try:
        several(cast, 4)
        page = searched(cast.bob, "pool", colour="red")
        assert counts(page, "Colour") == {"Red": 2}
        assert len(titles(page)) == 2
    finally:
        del FACETS["colour"]


def test_it_unfolds_a_long_facet(cast: Cast, searched: Searched) -> None:
    incident = a_resolved_incident(cast, title="Pool")
    incident.tags.add(*(Tag.objects.create(kind="cause", name=f"Cause {n}") for n in range(9)))
    a_draft(cast, incident=incident)
    page = searched(cast.bob, "pool")
    assert len(counts(page, "Cause")) == 5
    assert "4 more" in page
    assert len(counts(searched(cast.bob, "pool", more="cause"), "Cause")) == 9


def test_it_finds_a_reference(cast: Cast, searched: Searched) -> None:
    several(cast, 2)
    incident = a_resolved_incident(cast, title="Certificate")
    a_draft(cast, incident=incident)
    assert titles(searched(cast.bob, incident.reference)) == ["Certificate"]
    hidden = a_resolved_incident(cast, title="Keys", visibility="restricted")
    a_draft(cast, incident=hidden)
    assert titles(searched(cast.mallory, hidden.reference)) == []


def test_it_quotes_comments_where_they_stand(cast: Cast, searched: Searched) -> None:
    from postmortems import workflow as write_ups

    draft = a_draft(cast, incident=a_resolved_incident(cast, title="Pool"))
    write(draft, "what_happened", "Something.", by=cast.alice)
    thread = write_ups.start_thread(draft, by=cast.alice, section="what_happened", body="Was it the **marmalade**?")
    page = searched(cast.bob, "marmalade")
    assert "Was it the <mark>marmalade</mark>?" in page
    assert f"/postmortems/{draft.reference}/comments/?show=all#thread-{thread.pk}" in page


def test_it_says_how_to_find_more(cast: Cast, searched: Searched) -> None:
    several(cast, 2)
    page = searched(cast.bob, "pool", severity="sev4")
    assert "2 without the filters" in page
    page = searched(cast.bob, "pool xylophone")
    assert "Only “pool”" in page
    assert "Look through incidents without a write-up, too" in page


@pytest.mark.parametrize("q", ["", "pool", "xqzzw", '"pool 01"'])
def test_it_costs_few_queries(cast: Cast, searched: Searched, q: str, django_assert_max_num_queries: Any) -> None:
    several(cast, 3)
    searched(cast.bob, q)
    browser = signed_in(cast.bob)
    with django_assert_max_num_queries(12):
        assert browser.get("/library/", {"q": q, "severity": "sev1"}).status_code == 200
