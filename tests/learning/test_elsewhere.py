"""Write-ups from elsewhere among the hits of the library."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from incidents.models import Tag
from learning import workflow
from library import workflow as library
from tests.builders.incidents import a_resolved_incident
from tests.builders.learning import from_elsewhere
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
Asked = Callable[..., str]


@pytest.fixture
def asked(cast: Cast) -> Asked:
    browser: Client = signed_in(cast.mallory)

    def ask(q: str = "", **chosen: Any) -> str:
        library.sweep()
        response = browser.get("/library/", {"q": q, **chosen})
        assert response.status_code == 200
        return response.content.decode()

    return ask


def test_they_are_hits_of_their_own_kind_with_a_place_and_a_facet(cast: Cast, asked: Asked) -> None:
    write(a_draft(cast), "what_happened", "The breaker opened.", by=cast.alice)
    there = from_elsewhere(cast)
    page = asked("breaker")
    assert '<strong role="status">1 postmortem' in page
    assert there.get_absolute_url() in page and "Their &lt;pool&gt; emptied" in page
    assert "A <mark>breaker</mark> stayed open" in page and "Quillwharf, 2 Mar 2024" in page
    assert 'name="from" value="external"' in page and 'name="from" value="ours"' in page
    alone = asked("breaker", **{"from": "external"})
    assert "1 from elsewhere" in alone and "data-external" in alone
    assert "The breaker opened" not in alone.replace("<mark>", "").replace("</mark>", "")
    assert "data-external" not in asked("breaker", **{"from": "ours"})
    assert "data-external" in asked("brea")
    assert "data-external" not in asked("breaker", severity="sev1")


def test_they_combine_with_failure_modes_and_dates(cast: Cast, asked: Asked) -> None:
    mode = Tag.objects.create(kind="failure_mode", name="Gridlock")
    from_elsewhere(cast, tags=[mode])
    from_elsewhere(cast, title="Another breaker", published_on=None)
    alone = {"from": "external"}
    both = asked("breaker", **alone)
    assert both.count("data-external") == 2
    assert f'name="mode" value="{mode.pk}"><span>Gridlock</span><span class="n">1<' in both
    assert asked("breaker", mode=mode.pk, **alone).count("data-external") == 1
    assert asked("gridlock").count("data-external") == 1
    assert asked("", date="earlier", **alone).count("data-external") == 1
    assert asked("", date="quarter", **alone).count("data-external") == 0
    assert asked("", since="2024-03-01", until="2024-03-31", **alone).count("data-external") == 1


def test_failure_mode_and_tag_are_facets_whose_counts_combine(cast: Cast, asked: Asked) -> None:
    mode, tag = (Tag.objects.create(kind=kind, name=kind) for kind in ("failure_mode", "other"))
    for n in range(3):
        incident = a_resolved_incident(cast, title=f"Outage {n}")
        incident.tags.add(*([mode] if n else []), *([tag] if n < 2 else []))
        a_draft(cast, incident=incident)

    def counted(page: str, name: str, key: int) -> int:
        found = page.split(f'name="{name}" value="{key}"')[1]
        return int(found.split('class="n">')[1].split("<")[0])

    page = asked()
    assert (counted(page, "mode", mode.pk), counted(page, "tag", tag.pk)) == (2, 2)
    page = asked(mode=mode.pk)
    assert (counted(page, "mode", mode.pk), counted(page, "tag", tag.pk)) == (2, 1)
    page = asked(mode=mode.pk, tag=tag.pk)
    assert '<strong role="status">1 postmortem' in page and "Failure mode <strong>failure_mode" in page


def test_what_was_removed_is_no_hit(cast: Cast, asked: Asked) -> None:
    there = from_elsewhere(cast)
    workflow.remove_external(there, by=cast.bob)
    assert "data-external" not in asked("breaker")
    workflow.restore_external(there, by=cast.bob)
    workflow.edit_external(there, by=cast.bob, version=1, title="Other words", summary="Nothing else")
    assert "data-external" not in asked("breaker")
    assert "data-external" in asked("other words")


def test_the_page_costs_no_more_than_pages_may(cast: Cast, asked: Asked, django_assert_max_num_queries: Any) -> None:
    for _ in range(5):
        from_elsewhere(cast)
    asked("breaker")
    browser = signed_in(cast.mallory)
    with django_assert_max_num_queries(12):
        assert browser.get("/library/", {"q": "breaker"}).content.count(b"data-external") == 3
