"""Write-ups from elsewhere by themselves: counted by facet, page by page, and told to who follows the search."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from activity import delivery
from activity.models import Notice
from incidents.models import Tag
from kit import clock
from learning import workflow
from learning.models import External
from library import workflow as library
from library.models import SavedSearch
from tests.builders.learning import from_elsewhere
from tests.cast import Cast, signed_in

pytestmark = pytest.mark.django_db
ALONE = {"from": "external"}
FIGURE = re.compile(r'name="(\w+)" value="(\w+)"(?: checked)?><span>[^<]*</span><span class="n">(\d+)')
TITLE = re.compile(r"Breaker (\d+)")


@pytest.fixture
def page(cast: Cast) -> Callable[..., str]:
    browser = signed_in(cast.mallory)
    return lambda address="", **chosen: browser.get(f"/library/{address}", chosen or None).content.decode()


def figures(shown: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for facet, value, count in FIGURE.findall(shown):
        found.setdefault(facet, {})[value] = int(count)
    return found


def titles(shown: str) -> list[str]:
    return TITLE.findall(shown.split('id="found"')[1].replace("<mark>", "").replace("</mark>", ""))


def link(shown: str, rel: str) -> str:
    found = re.search(rf'rel="{rel}" href="([^"]*)"', shown)
    return found[1].replace("&amp;", "&") if found else ""


def test_each_facet_is_counted_under_the_choices_of_the_others(cast: Cast, page: Callable[..., str]) -> None:
    full, slow = (Tag.objects.create(kind="failure_mode", name=name) for name in ("Full", "Slow"))
    today = clock.now().date()
    earlier = date(today.year - 2, 5, 1)
    for n, (tags, on) in enumerate([([full], today), ([full, slow], earlier), ([slow], earlier), ([], None)]):
        from_elsewhere(cast, title=f"Breaker {n}", tags=tags, published_on=on)
    from_elsewhere(cast, title="Other words", summary="Nothing of it.", tags=[full])
    f, s = str(full.pk), str(slow.pk)
    assert figures(page(q="breaker", **ALONE)) == {
        "mode": {f: 2, s: 2},
        "date": {"quarter": 1, "year": 1, "earlier": 2},
        "from": {"external": 4},
    }
    narrowed = figures(page(q="breaker", mode=f, **ALONE))
    assert narrowed["mode"] == {f: 2, s: 2} and narrowed["date"] == {"quarter": 1, "year": 1, "earlier": 1}
    both = figures(page(q="breaker", mode=f, date="earlier", **ALONE))
    assert both["mode"] == {f: 1, s: 2} and both["from"] == {"external": 1}
    assert titles(page(q="breaker", mode=f, date="earlier", **ALONE)) == ["1"]


@pytest.mark.parametrize("asked", [{"q": "breaker"}, {"q": "breaker", "sort": "newest"}, {"q": ""}])
def test_it_pages_on_to_the_last_one_and_back(cast: Cast, page: Callable[..., str], asked: dict[str, str]) -> None:
    for n in range(53):
        summary = "A breaker. " * (1 + n % 5) + f"Number {n}"
        from_elsewhere(cast, title=f"Breaker {n}", summary=summary, published_on=date(2020, 1 + n % 7, 3))
    shown, pages = page(**asked, **ALONE), []
    while True:
        assert "53 from elsewhere" in shown
        pages.append(titles(shown))
        if not (older := link(shown, "next")):
            break
        shown = page(older)
    assert [len(each) for each in pages] == [20, 20, 13]
    assert sorted(int(n) for each in pages for n in each) == list(range(53))
    back = page(link(shown, "prev"))
    assert titles(back) == pages[1]
    first = page(link(back, "prev"))
    assert titles(first) == pages[0]
    assert not link(first, "prev")
    for nonsense in ("9~1e99~1", "0.1~-4~1", "0.1~99999999~1"):
        assert "53 from elsewhere" in page(after=nonsense, **asked, **ALONE)


def told(search: SavedSearch) -> list[str]:
    rows = Notice.objects.filter(kind="search_matched", recipient=search.user, channel="inbox").order_by("pk")
    return [External.objects.get(pk=int(row.key.rsplit(":", 1)[1])).title for row in rows]


def follow(user: Any, address: str) -> SavedSearch:
    return library.save_search(by=user, name=address[:80], address=address, follow=True)


def test_a_followed_search_tells_of_what_is_kept_once(cast: Cast) -> None:
    from_elsewhere(cast, title="Breaker of old")
    search, theirs = follow(cast.carol, "q=breaker"), follow(cast.erin, "from=external&q=breaker")
    ours = [follow(cast.lena, f"q=breaker&{more}") for more in ("from=ours", "severity=sev1", "state=published")]
    keeper = follow(cast.bob, "q=breaker")
    new = from_elsewhere(cast, title="Breaker anew")
    from_elsewhere(cast, title="Other words", summary="Nothing of it.")
    assert told(search) == told(theirs) == ["Breaker anew"]
    assert [told(each) for each in (*ours, keeper)] == [[]] * 4
    workflow.edit_external(new, by=cast.bob, version=1, title="Breaker once more")
    workflow.remove_external(new, by=cast.bob)
    workflow.restore_external(new, by=cast.bob)
    assert told(search) == ["Breaker once more"]


def test_it_is_told_by_mail_and_in_the_inbox_with_a_way_out(cast: Cast, mailoutbox: list[Any]) -> None:
    search = follow(cast.carol, "q=breaker")
    new = from_elsewhere(cast, title="Breaker <anew>")
    delivery.sweep()
    [message] = [each for each in mailoutbox if each.subject.startswith("New in")]
    assert message.to == [cast.carol.email] and "Breaker <anew>" in message.body
    assert new.get_absolute_url() in message.body
    assert reverse("library:unfollow_search", args=[search.pk]) in message.body
    browser = signed_in(cast.carol)
    assert "Breaker &lt;anew&gt; is new in your search" in browser.get("/inbox/").content.decode()
    line = Notice.objects.get(kind="search_matched", channel="inbox")
    assert browser.get(reverse("activity:open_notice", args=[line.pk]))["Location"] == new.get_absolute_url()
    workflow.remove_external(new, by=cast.bob)
    assert "Breaker" not in browser.get("/inbox/").content.decode()


def test_what_was_removed_meanwhile_is_not_mailed(cast: Cast, mailoutbox: list[Any]) -> None:
    search = follow(cast.carol, "q=breaker")
    workflow.remove_external(from_elsewhere(cast, title="Breaker anew"), by=cast.bob)
    from_elsewhere(cast, title="Breaker again")
    library.unfollow_search(search, by=cast.carol)
    delivery.sweep()
    assert not [each for each in mailoutbox if each.subject.startswith("New in")]
