"""Keys, focus, double presses and the small hints of every page."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from incidents.models import Incident
from kit import clock
from tests.browser.scenes.gestures import ask, choose, closed, dialog, told
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]


def test_it_declares_one_incident_however_often_the_button_is_pressed(enter: Enter, cast: Cast) -> None:
    page = enter(cast.bob)
    page.goto("/incidents/new/")
    page.get_by_label("Title").fill("Card payments time out")
    choose(page.locator("main"), "severity", "sev3")
    page.get_by_role("button", name="Declare incident").dblclick()
    page.wait_for_url(re.compile(r"/incidents/INC-\d+/$"))
    assert Incident.objects.count() == 1


def test_it_keeps_what_was_typed_and_goes_to_what_is_wrong(enter: Enter, cast: Cast) -> None:
    page = enter(cast.bob)
    page.goto("/incidents/new/")
    page.get_by_label("What is known").fill("Nothing yet.")
    page.get_by_role("button", name="Declare incident").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Title")).to_be_focused()
    expect(page.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("What is known")).to_have_value("Nothing yet.")


def test_it_says_a_time_in_utc_beside_the_readers_own(enter: Enter, cast: Cast) -> None:
    cast.bob.time_zone = "Europe/Berlin"
    cast.bob.save()
    page = enter(cast.bob)
    page.goto("/incidents/new/")
    field = page.get_by_label("Impact started")
    field.fill("2025-07-10T12:30")
    expect(page.get_by_text("2025-07-10, 10:30 UTC")).to_be_visible()
    field.fill("2025-11-10T12:30")
    expect(page.get_by_text("2025-11-10, 11:30 UTC")).to_be_visible()


def test_it_shows_a_stale_tab_what_changed_and_keeps_what_was_typed(visit: Callable[..., Page], cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, text="Errors rise", who="@alice")
    alice, bob = visit(cast.alice), visit(cast.bob)
    for page in (alice, bob):
        page.goto(f"/incidents/{incident.reference}/")
        page.get_by_role("link", name="Edit the").click()
    dialog(alice).get_by_label("What happened").fill("Errors rise to 20%")
    dialog(alice).get_by_role("button", name="Save").click()
    closed(alice)
    dialog(bob).get_by_label("Who or what").fill("Monitoring")
    dialog(bob).get_by_role("button", name="Save").click()
    expect(dialog(bob)).to_contain_text("Errors rise to 20%")
    expect(dialog(bob).get_by_label("Who or what")).to_have_value("Monitoring")


def test_it_takes_a_decision_of_the_hand_back(enter: Enter, cast: Cast) -> None:
    incident = an_incident(cast)
    an_entry(incident, cast, text="Errors rise")
    an_entry(incident, cast, 40, text="Errors fall")
    page = enter(cast.alice)
    page.goto(f"/incidents/{incident.reference}/")
    gap = page.locator(".tl-gap")
    ask(page, "Nothing happened", gap).get_by_role("button", name="Nothing happened").click()
    expect(gap).to_have_class(re.compile("is-explained"))
    told(page, "Recorded that nothing happened").get_by_role("button", name="Undo").click()
    expect(gap).to_contain_text("Nothing recorded.")


def test_it_gives_the_focus_to_a_dialog_and_back(enter: Enter, cast: Cast) -> None:
    page = enter(cast.alice)
    page.goto(f"/incidents/{an_incident(cast).reference}/")
    opener = page.locator("#head").get_by_role("link", name="Change severity")
    opener.focus()
    page.keyboard.press("Enter")
    box = dialog(page)
    expect(box).to_have_accessible_name("Change severity")
    expect(box.locator(":focus")).to_have_count(1)
    for _ in range(15):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    closed(page)
    expect(opener).to_be_focused()


def test_it_jumps_from_the_palette(enter: Enter, cast: Cast) -> None:
    incident = a_resolved_incident(cast, title="Receipts were mailed twice")
    page = enter(cast.bob)
    page.goto("/actions/")
    page.keyboard.press("Control+k")
    words = dialog(page).get_by_role("combobox")
    expect(words).to_be_focused()
    words.press_sequentially("receipts")
    expect(dialog(page).get_by_role("option").first).to_contain_text("Receipts were mailed twice")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{incident.reference}/")
    page.keyboard.press("Control+k")
    expect(dialog(page).get_by_role("combobox")).to_be_focused()
    page.keyboard.press("Escape")
    closed(page)


def test_it_obeys_single_keys_until_they_are_turned_off(enter: Enter, cast: Cast) -> None:
    first = an_incident(cast, title="An older one", started_at=clock.now() - timedelta(days=2))
    an_incident(cast, title="The newest", started_at=clock.now() - timedelta(hours=2))
    page = enter(cast.bob)
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("i")
    page.wait_for_url("**/incidents/")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="The newest")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="The newest")).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{first.reference}/")
    page.keyboard.press("?")
    expect(dialog(page)).to_contain_text("Keyboard shortcuts")
    page.keyboard.press("Escape")
    page.keyboard.press("t")
    expect(page.get_by_role("form", name="Add a timeline entry").get_by_label("Time,")).to_be_focused()
    # In a field a letter is a letter.
    page.keyboard.type("c?")
    expect(page).to_have_url(re.compile(first.reference))
    closed(page)

    page.goto("/settings/profile/")
    page.get_by_label("shortcuts").uncheck()
    page.get_by_role("button", name="Save profile").click()
    told(page, "saved")
    page.locator("body").press("c")
    page.locator("body").press("?")
    closed(page)
    expect(page).to_have_url(re.compile("/settings/profile/"))


def test_it_shows_the_chosen_theme_at_once_and_from_then_on(enter: Enter, cast: Cast) -> None:
    page = enter(cast.bob)
    page.goto("/settings/profile/")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    choose(page.locator("main"), "theme", "dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("button", name="Save profile").click()
    told(page, "saved")
    page.goto("/incidents/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
