"""Everybody writes in the same text; what is typed where lines fail and tabs close is not lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from postmortems.models import Postmortem
from tests.browser.scenes.together import KEY, OFFLINE, SAVED, START, add, at_end, box, edit, kept, says, text
from tests.builders.postmortems import section
from tests.cast import Cast
from tests.product import eventually

pytestmark = pytest.mark.browser


def same(draft: Postmortem, *pages: Page, key: str = KEY) -> str:
    """All pages and the log agree; answers the text."""
    for page in pages:
        says(page, SAVED)
    found = kept(draft, key)
    for page in pages:
        assert text(page, key) == found
    return found


def test_it_lets_two_people_type_in_one_place(alice: Page, bob: Page, draft: Postmortem) -> None:
    at_end(alice)
    at_end(bob)
    for number in range(10):
        alice.keyboard.type(f" hers{number}")
        bob.keyboard.type(f" his{number}")
    for page in (alice, bob):
        for word in ("hers9", "his9"):
            expect(box(page)).to_contain_text(word)
    found = same(draft, alice, bob)
    assert all(found.count(f"{whose}{number}") == 1 for whose in ("hers", "his") for number in range(10))


def test_it_keeps_what_hangs_on_the_text_in_step(alice: Page, draft: Postmortem) -> None:
    outline = alice.get_by_role("navigation", name="Sections")
    add(alice, "The release was rolled back.", "resolution")
    expect(outline.get_by_role("link", name="Ready Resolution")).to_be_visible()
    # The section follows its document.
    eventually(lambda: section(draft, "resolution").body == "The release was rolled back.")


def test_it_shows_where_the_others_are(alice: Page, bob: Page) -> None:
    add(bob, " Here")
    expect(alice.locator(f"#section-{KEY} .cm-caret-name")).to_have_text("@bob")
    expect(alice.locator(f".outline [data-here={KEY}]")).to_contain_text("@bob")
    face = alice.get_by_role("button", name="Follow @bob, in What happened")
    expect(face).to_be_visible()
    box(bob, "lessons").click()
    expect(alice.locator(f"#section-{KEY} .cm-caret-name")).to_have_count(0)
    expect(alice.locator("#section-lessons .cm-caret-name")).to_have_text("@bob")


def test_it_follows_a_person(alice: Page, bob: Page) -> None:
    alice.get_by_role("button", name="Follow @bob").click()
    add(bob, "Down here", "lessons")
    expect(box(alice, "lessons")).to_be_in_viewport()
    box(bob, "summary").click()
    expect(box(alice, "summary")).to_be_in_viewport()
    alice.get_by_role("button", name="Following @bob. Stop").click()
    box(bob, "lessons").click()
    expect(alice.locator("#section-lessons .cm-caret-name")).to_have_count(1)
    expect(box(alice, "summary")).to_be_in_viewport()


def test_it_lets_a_viewer_follow_but_not_write(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem, alice: Page
) -> None:
    carol = edit(visit(cast.carol), draft)
    says(carol, "Read only")
    add(alice, " Carol reads this.")
    expect(box(carol)).to_contain_text("Carol reads this.")
    box(carol).click()
    carol.keyboard.type("Carol writes this.")
    expect(carol.get_by_role("toolbar")).to_have_count(0)
    assert "Carol writes" not in same(draft, alice)
    assert "Carol writes" not in text(carol)


def test_it_merges_what_was_typed_offline(alice: Page, bob: Page, draft: Postmortem, complaints: list[str]) -> None:
    bob.context.set_offline(True)
    add(bob, " " + "offline " * 60)
    says(bob, OFFLINE)
    box(bob).press("ControlOrMeta+Home")
    bob.keyboard.press("Delete")
    add(alice, " Meanwhile.")
    says(alice, SAVED)
    bob.context.set_offline(False)
    expect(box(alice)).to_contain_text("offline")
    expect(box(bob)).to_contain_text("Meanwhile.")
    found = same(draft, alice, bob)
    assert found.startswith("he pool ran dry.")
    assert found.count("offline") == 60
    complaints.clear()


def test_it_sends_what_a_closed_tab_left_behind(
    alice: Page, bob: Page, draft: Postmortem, complaints: list[str]
) -> None:
    context = bob.context
    context.set_offline(True)
    add(bob, " Typed in a tunnel.")
    says(bob, OFFLINE)
    bob.close()
    context.set_offline(False)
    again = edit(context.new_page(), draft)
    expect(box(alice)).to_contain_text("Typed in a tunnel.")
    assert same(draft, alice, again).count("Typed in a tunnel.") == 1
    assert again.evaluate("Object.keys(localStorage).filter(key => key.startsWith('debrief:live')).length") == 0
    complaints.clear()


def test_it_keeps_two_tabs_of_one_person_apart(bob: Page, draft: Postmortem, complaints: list[str]) -> None:
    other = edit(bob.context.new_page(), draft)
    bob.context.set_offline(True)
    add(bob, " From the first tab.")
    add(other, " From the second tab.")
    says(other, OFFLINE)
    bob.context.set_offline(False)
    for page in (bob, other):
        expect(box(page)).to_contain_text("From the first tab.")
        expect(box(page)).to_contain_text("From the second tab.")
    found = same(draft, bob, other)
    assert found.count("tab.") == 2
    complaints.clear()


def test_it_survives_a_reload_in_the_middle(alice: Page, bob: Page, draft: Postmortem) -> None:
    for number in range(5):
        add(bob, f" word{number}")
        bob.reload()
        expect(bob.locator("[data-raised]")).to_be_visible()
    expect(box(alice)).to_contain_text("word4")
    found = same(draft, alice, bob)
    assert [found.count(f"word{number}") for number in range(5)] == [1] * 5


def test_it_cuts_no_character_in_two(alice: Page, bob: Page, draft: Postmortem) -> None:
    at_end(alice)
    alice.keyboard.insert_text(" 👍🏽😀")
    alice.keyboard.press("Shift+ArrowLeft")
    alice.keyboard.insert_text("😁")
    expect(box(bob)).to_contain_text("😁")
    at_end(bob)
    bob.keyboard.press("Backspace")
    expect(box(alice)).not_to_contain_text("😁")
    assert same(draft, alice, bob) == f"{START} 👍🏽"


def test_it_undoes_ones_own_only(alice: Page, bob: Page, draft: Postmortem) -> None:
    add(alice, " Hers.")
    expect(box(bob)).to_contain_text("Hers.")
    add(bob, " His.")
    expect(box(alice)).to_contain_text("His.")
    alice.keyboard.press("ControlOrMeta+z")
    expect(box(bob)).not_to_contain_text("Hers.")
    assert same(draft, alice, bob) == f"{START} His."
    alice.keyboard.press("ControlOrMeta+Shift+Z")
    expect(box(bob)).to_contain_text("Hers.")
