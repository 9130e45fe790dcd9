"""Layers of defence, what-ifs and the flow of messages, as people fill them in and read them."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from postmortems.models import Defence, Postmortem
from tests.browser.examining import examine
from tests.browser.scenes.gestures import ask, choose, closed, told
from tests.browser.scenes.together import edit
from tests.builders.defences import a_layer, fill
from tests.builders.incidents import an_entry
from tests.builders.postmortems import a_draft
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    return a_draft(cast)


def test_what_one_adds_the_other_sees_and_a_clash_is_told(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    a_layer(draft, cast.alice, "Testing", detail="Ends too early.")
    alice, bob = edit(visit(cast.alice), draft), edit(visit(cast.bob), draft, "?view=split")
    form = ask(alice, "Add layer")
    form.get_by_label("Layer").fill("Review")
    choose(form, "outcome", "held")
    form.get_by_label("Where the hole was").fill("The second reader asked.")
    form.locator("button[type=submit]").click()
    closed(alice)
    expect(bob.locator("#block-defences")).to_contain_text("The second reader asked.")
    expect(bob.locator("#block-defences figcaption")).to_have_text("1 of 2 layers had a hole. What held: Review.")
    expect(bob.locator("#preview .layer")).to_have_count(2)
    bob.locator("#block-defences").get_by_role("button", name="Move Review up").click()
    expect(alice.locator("#block-defences b").first).to_have_text("Review")
    mine, theirs = ask(alice, "Change: Testing"), ask(bob, "Change: Testing")
    theirs.get_by_label("Where the hole was").fill("Bob's words.")
    theirs.locator("button[type=submit]").click()
    closed(bob)
    mine.get_by_label("Where the hole was").fill("Alice's words.")
    mine.locator("button[type=submit]").click()
    expect(mine.get_by_role("alert")).to_contain_text("Bob's words.")
    expect(mine.get_by_label("Where the hole was")).to_have_value("Alice's words.")
    mine.locator("button[type=submit]").click()
    closed(alice)
    assert Defence.objects.get(layer="Testing").detail == "Alice's words."


def test_a_question_worth_asking_is_answered_by_keyboard_and_removed_with_undo(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    page = edit(enter(cast.alice), draft)
    question = "What if the first fix had made it worse?"
    link = page.get_by_role("link", name=f"Answer: {question}")
    link.focus()
    page.keyboard.press("Enter")
    form = page.locator("#dialog[open]")
    expect(form.get_by_label("Question")).to_have_value(question)
    form.get_by_label("Answer").fill("The rollback was ready.")
    form.locator("button[type=submit]").click()
    closed(page)
    expect(page.locator("#block-whatifs")).to_contain_text("The rollback was ready.")
    expect(link).to_have_count(0)
    page.get_by_role("button", name=f"Remove: {question}").click()
    told(page, "Question removed").get_by_role("button", name="Undo").click()
    expect(page.locator("#block-whatifs")).to_contain_text("The rollback was ready.")


def test_a_message_is_drawn_as_it_is_added_and_the_pages_read_everywhere(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    fill(draft, cast.alice)
    an_entry(draft.incident, cast, 12, "Restart", kind="decision", who="@alice", known="The pool was full.")
    page = enter(cast.alice)
    page.goto(draft.incident.get_absolute_url())
    form = ask(page, "Add entry")
    form.get_by_label("Kind").select_option("communication")
    form.get_by_label("What happened").fill("Payments fail")
    form.get_by_label("Who or what").fill("@alice")
    form.get_by_label("Who was told").fill("Customers")
    form.get_by_label("Channel or source").select_option("status")
    form.get_by_role("button", name="Add entry").click()
    closed(page)
    expect(page.locator("#flow")).to_contain_text("First notice to customers")
    expect(page.locator("#flow svg .flow-arrow")).to_have_count(1)
    for address in (draft.incident.get_absolute_url(), draft.get_absolute_url()):
        page.set_viewport_size({"width": 1440, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        expect(page.locator(".flow svg")).to_be_visible()
        expect(page.locator(".flow-list")).to_be_hidden()
        examine(page, on_phones=True)
        expect(page.locator(".flow-list")).to_be_visible()
        expect(page.locator(".flow svg")).to_be_hidden()
    page.set_viewport_size({"width": 680, "height": 900})
    page.emulate_media(media="print")
    expect(page.locator(".slices svg")).to_be_visible()
    expect(page.get_by_text("As a table")).to_be_hidden()
