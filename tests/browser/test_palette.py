"""The command palette by its keys: what Enter opens, however quickly it is pressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from actions import workflow as actions
from tests.browser.examining import PHONE, mended
from tests.browser.scenes.gestures import closed
from tests.builders.incidents import an_incident
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]


def opened(page: Page) -> Locator:
    expect(page.locator("html[data-ready]")).to_be_attached()
    page.keyboard.press("Control+k")
    field = page.locator("#jump-q")
    expect(field).to_be_focused()
    return field


def results(page: Page, words: str) -> Locator:
    found = page.locator(f'#jump-results[data-for="{words}"]')
    expect(found).to_be_visible()
    return found


def test_the_first_hit_is_ready_and_the_keys_go_round(enter: Enter, cast: Cast) -> None:
    for n in range(2):
        an_incident(cast, title=f"Cards declined, take {n}")
    page = enter(cast.bob)
    page.goto("/actions/")
    field = opened(page)
    active = page.locator("#jump-results .is-active")
    expect(active).to_have_text("Home")
    field.press_sequentially("cards")
    hits = results(page, "cards").locator(".menu-item")
    expect(active).to_have_count(1)
    assert active.get_attribute("id") == hits.first.get_attribute("id") == field.get_attribute("aria-activedescendant")
    mended(page)
    page.keyboard.press("ArrowUp")
    assert active.get_attribute("id") == hits.last.get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.keyboard.press("Enter")
    page.wait_for_url("**/incidents/INC-*/")


def test_enter_waits_for_what_was_typed(enter: Enter, cast: Cast) -> None:
    incident = an_incident(cast, title="Cards declined")
    page = enter(cast.bob)
    page.goto("/actions/")
    opened(page)
    page.keyboard.insert_text(f"inc {incident.number}")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{incident.get_absolute_url()}")


def test_finished_actions_follow_and_enter_waits_for_them(enter: Enter, cast: Cast) -> None:
    finished = actions.create(by=cast.bob, title="Rotate the signing keys", owner=cast.bob, team=cast.payments)
    actions.complete(finished, by=cast.bob, evidence="All are new.")
    page = enter(cast.bob)
    page.goto("/actions/")
    field = opened(page)
    field.press_sequentially("signing")
    hits = results(page, "signing").locator(".menu-item")
    expect(hits).to_have_count(1)
    expect(page.locator("#jump-results .is-active")).to_contain_text("Rotate the signing keys")
    expect(page.locator("#jump-results")).not_to_contain_text("Nothing is called")
    mended(page)
    field.press("Control+a")
    page.keyboard.insert_text("signing keys")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{finished.get_absolute_url()}")


def test_nothing_found_stays_and_escape_closes_at_once(enter: Enter, cast: Cast) -> None:
    page = enter(cast.bob)
    page.goto("/actions/")
    field = opened(page)
    field.press_sequentially("zebra crossing")
    expect(results(page, "zebra crossing")).to_contain_text("Nothing is called “zebra crossing”")
    expect(field).to_have_attribute("aria-expanded", "false")
    mended(page)
    page.keyboard.press("Enter")
    expect(field).to_be_focused()
    assert page.url.endswith("/actions/")
    page.keyboard.press("Escape")
    closed(page)
