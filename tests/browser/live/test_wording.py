"""Hints about wording in the editor: marks under the words, their cards, other words with one click, and undo."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from postmortems.models import Postmortem
from tests.browser.examining import PHONE, examine
from tests.browser.scenes.together import KEY, SAVED, add, box, kept, says, text
from tests.builders.postmortems import a_draft, section, write
from tests.cast import Cast

pytestmark = pytest.mark.browser
FORGOT = "The engineer forgot to run the migration."
TURNED = "Nothing reminded anyone to run the migration."
BEFORE, AFTER = "At ten it broke. 👍 ", " Then it was rolled back."


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    write(postmortem, KEY, BEFORE + FORGOT + AFTER, by=cast.alice)
    return postmortem


def marks(page: Page) -> list[str]:
    return page.locator(f"#section-{KEY} .blame").all_inner_texts()


def test_it_puts_other_words_in_place_and_undo_takes_them_back(alice: Page, bob: Page, draft: Postmortem) -> None:
    add(bob, " His.")
    expect(box(alice)).to_contain_text("His.")
    add(alice, " Hers.")
    alice.get_by_role("button", name="Use this").click()
    says(alice, SAVED)
    assert text(alice) == kept(draft) == f"{BEFORE}{TURNED}{AFTER} His. Hers."
    expect(box(bob)).to_contain_text(TURNED[:-1])
    for page in (alice, bob):
        expect(page.locator("[data-hint]")).to_have_count(0)
        expect(page.locator(".blame")).to_have_count(0)
    alice.keyboard.type("!")
    alice.keyboard.press("ControlOrMeta+z")
    alice.keyboard.press("ControlOrMeta+z")
    says(alice, SAVED)
    assert text(alice) == kept(draft) == f"{BEFORE}{FORGOT}{AFTER} His. Hers."
    expect(bob.locator(".blame")).to_have_text("The engineer forgot")


def test_it_marks_the_words_and_finds_them_where_they_moved(alice: Page, bob: Page) -> None:
    assert marks(alice) == ["The engineer forgot"]
    box(bob).press("ControlOrMeta+Home")
    bob.keyboard.type("Before all that. ")
    expect(box(alice)).to_contain_text("Before all that.")
    assert marks(alice) == ["The engineer forgot"]
    alice.locator(".blame").click()
    expect(alice.locator("[data-hint].is-active")).to_be_in_viewport()


def test_it_is_worked_by_keyboard(alice: Page, draft: Postmortem) -> None:
    alice.locator(".blame").click()
    alice.keyboard.press("Control+.")
    expect(alice.get_by_role("region", name="Wording: Somebody forgot")).to_be_focused()
    alice.keyboard.press("Escape")
    expect(box(alice)).to_be_focused()
    alice.keyboard.press("Control+.")
    alice.keyboard.press("Control+.")
    expect(box(alice)).to_contain_text(TURNED)
    expect(box(alice)).to_be_focused()


def test_it_says_so_when_the_words_were_changed(alice: Page, draft: Postmortem) -> None:
    alice.evaluate("document.querySelector('[data-reword]').dataset.words = 'Somebody forgot'")
    alice.get_by_role("button", name="Use this").click()
    expect(alice.locator("#toasts")).to_contain_text("changed meanwhile")
    assert text(alice) == BEFORE + FORGOT + AFTER


def test_it_keeps_a_sentence_for_everybody(alice: Page, bob: Page) -> None:
    alice.get_by_role("button", name="Keep mine").click()
    for page in (alice, bob):
        expect(page.locator(".blame")).to_have_count(0)
        expect(page.get_by_text("1 sentence kept as it is")).to_be_visible()
    bob.get_by_text("1 sentence kept as it is").click()
    bob.get_by_role("button", name="Ask again").click()
    for page in (alice, bob):
        expect(page.locator(".blame")).to_have_text("The engineer forgot")


def test_it_works_without_script(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    page = visit(cast.bob, java_script_enabled=False)
    page.goto(f"/postmortems/{draft.incident.reference}/edit/")
    page.get_by_role("button", name="Keep mine").click()
    page.get_by_text("1 sentence kept as it is").click()
    page.get_by_role("button", name="Ask again").click()
    page.get_by_text("Other ideas").click()
    expect(page.get_by_text("Name the step that relied on memory.")).to_be_visible()
    page.get_by_role("button", name="Use this").click()
    expect(box(page)).to_have_value(BEFORE + TURNED + AFTER)
    assert section(draft).body == BEFORE + TURNED + AFTER


def test_it_passes_for_everybody(alice: Page) -> None:
    alice.locator(".blame").click()
    alice.get_by_text("Other ideas").click()
    examine(alice, on_phones=True)


def test_it_shows_the_card_where_the_margin_has_no_room(alice: Page) -> None:
    alice.set_viewport_size(PHONE)
    expect(alice.locator("[data-hint]")).to_be_hidden()
    alice.locator(".blame").click()
    card = alice.locator("[data-hint]")
    expect(card).to_be_in_viewport(ratio=1)
    alice.get_by_role("heading", name="What happened").click()
    expect(card).to_be_hidden()
    alice.locator(".blame").click()
    card.get_by_role("button", name="Use this").click()
    expect(box(alice)).to_contain_text(TURNED)
