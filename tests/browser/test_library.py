"""The library in a browser: searching as one types, narrowing, following a search, and finding one's way by keys."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from activity import delivery
from incidents.models import Tag
from kit import clock
from library import workflow
from tests.browser.examining import WIDE, examine
from tests.browser.scenes.gestures import dialog, told
from tests.builders.incidents import a_resolved_incident
from tests.builders.learning import from_elsewhere
from tests.builders.postmortems import a_draft, write
from tests.builders.reviews import published
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]
CANARY = "zanzibarium"


def a_library(cast: Cast) -> None:
    limits = Tag.objects.create(kind="cause", name="Capacity and limits")
    for n, severity in enumerate(("sev1", "sev2", "sev2")):
        at = clock.now() - timedelta(days=n + 1)
        incident = a_resolved_incident(cast, title=f"Payments stopped, take {n}", severity=severity, started_at=at)
        incident.tags.add(limits)
        write(a_draft(cast, incident=incident), "what_happened", "The connection pool ran dry.", by=cast.alice)
    hidden = a_resolved_incident(cast, title=f"The {CANARY} pool", visibility="restricted")
    a_draft(cast, incident=hidden)
    workflow.sweep()


def hits(page: Page) -> Locator:
    """How many there are."""
    return page.locator("#found [role=status]")


def test_it_finds_as_one_types_and_narrows(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    page = enter(cast.mallory)
    page.goto("/library/")
    expect(hits(page)).to_have_text("3 postmortems")
    page.keyboard.press("/")
    page.keyboard.type("connection po")
    expect(page.locator(".result mark").first).to_be_visible()
    expect(page).to_have_url("/library/?q=connection+po")
    expect(page.get_by_label("Search the library")).to_be_focused()
    page.get_by_role("group", name="Severity").get_by_label("SEV2").check()
    expect(hits(page)).to_have_text("2 postmortems")
    chip = page.get_by_role("link", name="Severity SEV2")
    expect(chip).to_be_visible()
    expect(page.get_by_role("group", name="Severity").locator(".check", has_text="SEV1")).to_contain_text("1")
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    chip.click()
    expect(hits(page)).to_have_text("3 postmortems")
    page.go_back()
    expect(hits(page)).to_have_text("2 postmortems")
    place = page.locator(".snip a").first
    place.click()
    expect(page.locator("#what_happened")).to_be_in_viewport()


def test_it_understands_a_slip_and_offers_ways_on(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    page = enter(cast.mallory)
    page.goto("/library/?q=conection")
    expect(page.get_by_text("Did you mean")).to_be_visible()
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    page.get_by_role("link", name="connection", exact=True).click()
    expect(page).to_have_url("/library/?q=connection")
    expect(hits(page)).to_have_text("3 postmortems")
    for slip in (CANARY, CANARY[:-1] + "n", CANARY[:6]):
        page.goto(f"/library/?q={slip}")
        expect(page.get_by_text("Nothing found")).to_be_visible()
        expect(page.locator("#found")).not_to_contain_text(CANARY)
    page.goto("/library/?q=xylophone+pool")
    page.get_by_role("link", name="Only “pool”").click()
    expect(hits(page)).to_have_text("3 postmortems")


def test_a_long_name_of_a_search_stays_on_a_phone(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    name = "Pools that ran dry and what became of them in the end "[:40] * 2
    page = enter(cast.carol)
    page.goto("/library/?q=pool")
    page.get_by_role("link", name="Follow this search").click()
    dialog(page).get_by_label("Name").fill(name)
    dialog(page).get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Following “Pools that")).to_be_visible()
    examine(page)


def test_it_tells_who_follows_a_search(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    page = enter(cast.carol)
    page.goto("/library/?q=pool")
    page.get_by_role("link", name="Follow this search").click()
    expect(dialog(page)).to_contain_text("Save this search")
    examine(page)
    page.set_viewport_size(WIDE)
    dialog(page).get_by_label("Name").fill("Pools")
    dialog(page).get_by_role("button", name="Save").click()
    told(page, "Saved and followed")
    expect(page.get_by_role("link", name="Following “Pools”")).to_be_visible()
    published(cast, title="Another pool ran dry")
    published(cast, title=f"The {CANARY} pool again", visibility="restricted", by=cast.bob)
    workflow.sweep()
    delivery.sweep()
    page.goto("/inbox/")
    expect(page.locator("#inbox")).to_contain_text("Another pool ran dry is new in your search “Pools”")
    expect(page.locator("#inbox")).not_to_contain_text(CANARY)
    page.goto("/library/searches/")
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    page.get_by_role("button", name="Stop following Pools").click()
    told(page, "Not followed any more")
    page.get_by_role("button", name="Remove Pools").click()
    expect(page.get_by_text("No saved searches")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Pools", exact=True)).to_be_visible()


def test_it_prints_what_was_found_and_not_the_filters(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    page = enter(cast.mallory)
    page.goto("/library/?q=pool")
    page.emulate_media(media="print")
    expect(page.locator(".result").first).to_be_visible()
    expect(page.locator(".facets")).to_be_hidden()
    expect(page.get_by_role("link", name="Follow this search")).to_be_hidden()


def test_it_finds_texts_in_the_palette(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    page = enter(cast.mallory)
    page.goto("/library/")
    page.keyboard.press("Control+k")
    page.locator("#jump-q").press_sequentially("connection poo")
    results = page.locator("#jump-results")
    expect(results).to_contain_text("In write-ups")
    expect(results).not_to_contain_text(CANARY)
    page.get_by_role("option", name="All that hold “connection poo”").click()
    expect(page).to_have_url("/library/?q=connection+poo")


def test_it_shows_what_others_published_and_tells_of_more(enter: Enter, cast: Cast) -> None:
    a_library(cast)
    for n in range(23):
        from_elsewhere(cast, title=f"Their pool, part {n}")
    page = enter(cast.mallory)
    page.goto("/library/?q=pool")
    there = page.locator("[data-external]")
    expect(there).to_have_count(3)
    expect(there.first).to_contain_text("Quillwharf, 2 Mar 2024")
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    page.get_by_role("group", name="From").get_by_label("External").check()
    expect(hits(page)).to_have_text("23 from elsewhere")
    expect(there).to_have_count(20)
    expect(page.get_by_role("group", name="Date").locator(".check", has_text="Earlier years")).to_contain_text("23")
    expect(page.get_by_role("group", name="Severity")).to_have_count(0)
    examine(page, on_phones=True)
    page.set_viewport_size(WIDE)
    page.get_by_role("link", name="Next").click()
    expect(there).to_have_count(3)
    page.get_by_role("link", name="Follow this search").click()
    dialog(page).get_by_label("Name").fill("Pools of others")
    dialog(page).get_by_role("button", name="Save").click()
    told(page, "Saved and followed")
    new = from_elsewhere(cast, title="One more pool")
    published(cast, title="Our own pool")
    workflow.sweep()
    delivery.sweep()
    page.goto("/inbox/")
    expect(page.locator("#inbox")).not_to_contain_text("Our own pool")
    page.get_by_role("link", name="One more pool is new in your search").click()
    expect(page).to_have_url(new.get_absolute_url())
