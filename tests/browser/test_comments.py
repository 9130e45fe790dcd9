"""Comments stand on their words while others type."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from postmortems.models import Postmortem, Thread
from tests.browser.examining import examine
from tests.browser.scenes.commenting import body, card, comment, dialog, marked
from tests.browser.scenes.together import KEY, SAVED, add, box, edit, kept, says
from tests.builders.comments import words_of
from tests.builders.postmortems import a_complete_draft, write
from tests.builders.reviews import in_review
from tests.cast import Cast

pytestmark = pytest.mark.browser
TEXT = "A café’s order 😀 failed. The pool ran dry at noon. Nobody was paged for an hour."


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_complete_draft(cast)
    write(postmortem, KEY, TEXT, by=cast.alice)
    return postmortem


def test_two_people_comment_while_a_third_types(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    alice, bob, erin = (edit(visit(user), draft) for user in (cast.alice, cast.bob, cast.erin))
    box(alice).click()
    alice.keyboard.press("ControlOrMeta+Home")
    alice.keyboard.type("To begin with: ")
    comment(bob, "The pool ran dry", "Which pool, @erin?")
    alice.keyboard.type("well, then. ")
    comment(erin, "paged for an hour", "By whom?")
    alice.keyboard.type("Now it begins. ")
    for page in (alice, bob, erin):
        expect(card(page, "Which pool, @erin?")).to_be_visible()
        expect(card(page, "By whom?")).to_be_visible()
        expect(marked(page)).to_have_text(["The pool ran dry", "paged for an hour"])
        says(page, SAVED)
    expect(alice.get_by_role("navigation", name="Sections")).to_contain_text("2 open comments")
    assert kept(draft) == f"To begin with: well, then. Now it begins. {TEXT}"
    assert {words_of(thread) for thread in Thread.objects.all()} == {"The pool ran dry", "paged for an hour"}


def test_it_says_when_the_words_are_gone(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    alice, bob = (edit(visit(user), draft) for user in (cast.alice, cast.bob))
    comment(bob, "The pool ran dry", "Which pool?")
    expect(card(alice, "Which pool?")).to_be_visible()
    box(alice).click()
    alice.keyboard.press("ControlOrMeta+a")
    alice.keyboard.type("Other words.")
    for page in (alice, bob):
        expect(card(page, "Which pool?")).to_contain_text("The words are gone")
        expect(card(page, "Which pool?")).to_contain_text("The pool ran dry")
        expect(marked(page)).to_have_count(0)
    alice.keyboard.press("ControlOrMeta+z")
    for page in (alice, bob):
        expect(marked(page)).to_have_text("The pool ran dry")
        expect(card(page, "Which pool?")).not_to_contain_text("The words are gone")


def test_a_suggestion_is_used(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    alice, bob = (edit(visit(user), draft) for user in (cast.alice, cast.bob))
    comment(bob, "Nobody was paged", "", instead="No alert went out 🚨")
    thread = alice.locator("#comments .thread")
    expect(thread.locator("ins")).to_have_text("No alert went out 🚨")
    add(alice, " And so on.")
    thread.get_by_role("button", name="Use these words").click()
    for page in (alice, bob):
        expect(box(page)).to_contain_text("No alert went out 🚨 for an hour. And so on.")
        expect(page.locator("#comments")).to_contain_text("No comment is open")
    says(alice, SAVED)
    assert "No alert went out 🚨 for an hour. And so on." in kept(draft)


def test_a_thread_is_answered_changed_resolved_and_reopened(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    alice, bob = (edit(visit(user), draft) for user in (cast.alice, cast.bob))
    bob.get_by_role("link", name="Comment on: No alert on the pool").click()
    expect(dialog(bob)).to_contain_text("No alert on the pool")
    body(bob).fill("Since when?")
    dialog(bob).get_by_role("button", name="Comment").click()
    card(alice, "Since when?").get_by_role("link", name="Reply").click()
    body(alice).fill("Since it was built.")
    dialog(alice).get_by_role("button", name="Reply").click()
    expect(card(bob, "Since it was built.")).to_be_visible()
    card(alice, "Since when?").get_by_role("link", name="Change your comment").click()
    body(alice).fill("Since 2019.")
    dialog(alice).get_by_role("button", name="Change").click()
    expect(card(bob, "Since 2019.")).to_contain_text("edited")
    card(bob, "Since 2019.").get_by_role("button", name="Resolve").click()
    for page in (alice, bob):
        expect(page.locator("#comments .thread:not(.is-resolved)")).to_have_count(0)
    bob.get_by_role("button", name="Undo").click()
    expect(card(alice, "Since 2019.")).to_be_visible()


def test_pages_with_comments_are_sound(visit: Callable[..., Page], cast: Cast, stack: str) -> None:
    postmortem = in_review(cast)
    bob = edit(visit(cast.bob), postmortem)
    comment(bob, "The pool ran dry", "Which pool, @erin? " + "A long word: " + "x" * 300)
    comment(bob, "requests queued", "Or so?", instead="requests waited")
    examine(bob, on_phones=True)
    for path in ("review/", "comments/", "comments/add/"):
        page = visit(cast.alice)
        page.goto(f"/postmortems/{postmortem.reference}/{path}")
        examine(page, on_phones=True)
