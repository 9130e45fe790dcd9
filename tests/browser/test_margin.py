"""The editor's margin: cards at their lines, `@` in a comment, and one's own comment taken back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from postmortems.models import Postmortem
from tests.browser.examining import examine, mended
from tests.browser.scenes.commenting import body, card, comment, dialog, marked, select
from tests.browser.scenes.together import KEY, edit
from tests.builders.postmortems import a_complete_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.browser
TEXT = "\n\n".join(f"Paragraph {n}: the pool ran dry once more, and {n} requests waited for it." for n in range(1, 13))
NEAR = 3
REST = """([said, words, near]) => {
  const top = (kind, text) => {
    const found = [...document.querySelectorAll(kind)].find(each => each.textContent.includes(text));
    return found ? found.getBoundingClientRect().top : NaN;
  };
  return Math.abs(top("#comments .thread", said) - top(".commented", words)) <= near;
}"""


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_complete_draft(cast)
    write(postmortem, KEY, TEXT, by=cast.alice)
    return postmortem


def lies_at_its_line(page: Page, said: str, words: str) -> None:
    """Waits until the card has come to rest there."""
    page.wait_for_function(REST, arg=[said, words, NEAR])


def overlapping(page: Page) -> int:
    spans = page.locator("#pane-comments .thread").evaluate_all(
        "cards => cards.map(card => card.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"
    )
    spans.sort()
    return sum(below[0] < above[1] for above, below in zip(spans, spans[1:], strict=False))


def test_cards_lie_at_their_lines_and_never_over_each_other(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    page = edit(visit(cast.alice), draft)
    for number in (5, 6, 7):
        comment(page, f"Paragraph {number}", f"Is {number} the same?")
    expect(marked(page)).to_have_count(3)
    for number in (7, 5, 6):
        words = marked(page).filter(has_text=f"Paragraph {number}")
        words.click()
        expect(card(page, f"Is {number} the same?")).to_have_class("thread is-active")
        lies_at_its_line(page, f"Is {number} the same?", f"Paragraph {number}")
        assert not overlapping(page)
    page.locator("main.cm").evaluate("main => main.scrollBy(0, 90)")
    lies_at_its_line(page, "Is 6 the same?", "Paragraph 6")
    page.get_by_role("link", name="Before review").click()
    expect(card(page, "Is 6 the same?")).to_be_hidden()
    expect(page.get_by_role("heading", name="Before review")).to_be_visible()
    marked(page).filter(has_text="Paragraph 5").click()
    expect(card(page, "Is 5 the same?")).to_be_visible()
    examine(page, on_phones=True)


def test_at_offers_people_to_the_keyboard(visit: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    page = edit(visit(cast.alice), draft)
    select(page, "Paragraph 2")
    page.keyboard.press("ControlOrMeta+Alt+m")
    area = body(page)
    area.focus()
    page.keyboard.type("Do you know, @er")
    people = dialog(page).get_by_role("listbox", name="People")
    expect(people.get_by_role("option")).to_have_text("@erin Erin")
    expect(dialog(page).get_by_role("status")).to_contain_text("1 person")
    assert area.get_attribute("aria-activedescendant") == people.get_by_role("option").get_attribute("id")
    mended(page)
    page.keyboard.press("Enter")
    expect(area).to_have_value("Do you know, @erin ")
    expect(people).to_have_count(0)
    page.keyboard.type("or @")
    expect(people.get_by_role("option", selected=True)).to_have_count(1)
    first = people.get_by_role("option", selected=True).inner_text()
    page.keyboard.press("ArrowDown")
    expect(people.get_by_role("option", selected=True)).not_to_have_text(first)
    page.keyboard.press("Escape")
    expect(people).to_have_count(0)
    expect(dialog(page)).to_be_visible()
    page.keyboard.type("bo")
    people.get_by_role("option", name="@bob").click()
    expect(area).to_have_value("Do you know, @erin or @bob ")
    dialog(page).get_by_role("button", name="Comment").click()
    expect(card(page, "Do you know, @erin or @bob")).to_be_visible()


def test_ones_own_comment_is_taken_back_and_brought_back(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    alice, bob = (edit(visit(user), draft) for user in (cast.alice, cast.bob))
    comment(alice, "Paragraph 3", "Who wrote that?")
    expect(card(bob, "Who wrote that?").get_by_role("button", name="Remove your comment")).to_have_count(0)
    card(alice, "Who wrote that?").get_by_role("button", name="Remove your comment").click()
    for page in (alice, bob):
        expect(page.locator("#comments .thread")).to_have_count(0)
        expect(marked(page)).to_have_count(0)
    alice.get_by_role("button", name="Undo").click()
    expect(card(bob, "Who wrote that?")).to_be_visible()
    card(bob, "Who wrote that?").get_by_role("link", name="Reply").click()
    body(bob).fill("You did.")
    dialog(bob).get_by_role("button", name="Reply").click()
    card(alice, "You did.").get_by_role("button", name="Remove your comment").click()
    for page in (alice, bob):
        expect(card(page, "You did.")).to_contain_text("Removed by its author")
        expect(card(page, "You did.")).not_to_contain_text("Who wrote that?")
