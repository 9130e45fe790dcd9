"""Whoever mistypes is understood, by words they may read."""

from collections.abc import Callable

import pytest

from library import suggesting
from tests.builders.incidents import a_resolved_incident
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
Searched = Callable[..., str]


@pytest.fixture(params=[True, False], ids=["by their parts", "without the extension"])
def parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    suggesting._has_parts.cache_clear()
    if not request.param:
        monkeypatch.setattr(suggesting, "_has_parts", lambda: False)


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("typed", ["conection pool", "connectoin pool", "connection pooll", "CONECTION Pool"])
def test_it_shows_what_was_meant_and_says_so(cast: Cast, searched: Searched, typed: str) -> None:
    write(
        a_draft(cast, incident=a_resolved_incident(cast, title="Cards")),
        "what_happened",
        "A connection pool ran dry.",
        by=cast.alice,
    )
    page = searched(cast.bob, typed)
    assert "Did you mean" in page
    assert "A <mark>connection</mark> <mark>pool</mark> ran dry." in page
    assert f"Nothing holds “{typed}”" in page


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("visibility", ["team", "restricted"])
def test_it_suggests_no_word_that_stands_only_where_they_may_not_read(
    cast: Cast, searched: Searched, visibility: str
) -> None:
    incident = a_resolved_incident(cast, title="Keys", visibility=visibility)
    write(a_draft(cast, incident=incident), "what_happened", "The zanzibarium leaked. Connectings too.", by=cast.alice)
    a_draft(cast, incident=a_resolved_incident(cast, title="Connected"))
    for typed in ("zanzibariun", "zanzibaruim", "connectingz"):
        stranger = searched(cast.mallory, typed)
        assert "zanzibarium" not in stranger
        assert "connectings" not in stranger
        jump = signed_in(cast.mallory).get("/jump/", {"q": typed}, headers={"HX-Request": "true"}).content.decode()
        assert "zanzibarium" not in jump
        assert "connectings" not in jump
    assert "zanzibarium</a>?" in searched(cast.alice, "zanzibariun")


def test_it_suggests_in_the_palette(cast: Cast, searched: Searched) -> None:
    a_draft(cast, incident=a_resolved_incident(cast, title="Certificate expired"))
    searched(cast.bob)
    page = signed_in(cast.bob).get("/jump/", {"q": "certifcate"}, headers={"HX-Request": "true"}).content.decode()
    assert "Did you mean “certificate”?" in page


def test_it_leaves_alone_what_finds_something(cast: Cast, searched: Searched) -> None:
    for title in ("Pool ran dry", "Tool ran dry"):
        a_draft(cast, incident=a_resolved_incident(cast, title=title))
    assert "Did you mean" not in searched(cast.bob, "pool")
    assert "Did you mean" not in searched(cast.bob, "xqzzw")


def test_the_palette_names_each_write_up_once(cast: Cast, searched: Searched) -> None:
    by_title = a_draft(cast, incident=a_resolved_incident(cast, title="Certificate expired"))
    by_text = a_draft(cast, incident=a_resolved_incident(cast, title="Sign-in refused"))
    for draft in (by_title, by_text):
        write(draft, "what_happened", "The certificate ran out.", by=cast.alice)
    searched(cast.bob)
    page = signed_in(cast.bob).get("/jump/", {"q": "certificate"}, headers={"HX-Request": "true"}).content.decode()
    assert page.count(f'href="{by_title.get_absolute_url()}"') == 1
    assert page.count(f'href="{by_text.get_absolute_url()}"') == 1
    assert "All that hold “certificate”" in page
