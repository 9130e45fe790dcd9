"""Comments from the editor: words are selected, a dialog asks, and a card stands beside the text."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.scenes.together import KEY, box

# Answers whether they are still selected; the editor may put back its own cursor once, when it takes the focus.
SELECT = """([content, words]) => {
  if (document.getSelection().toString() === words) return true;
  const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = new Range();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return false;
  }
  throw new Error(`no “${words}” here`);
}"""


def select(page: Page, words: str, key: str = KEY) -> None:
    box(page, key).click()
    page.wait_for_function(SELECT, arg=[box(page, key).element_handle(), words], polling=100)


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def body(page: Page) -> Locator:
    return dialog(page).locator("[name=body]")


def comment(page: Page, words: str, said: str, key: str = KEY, *, instead: str = "") -> None:
    """By the key, not the button."""
    select(page, words, key)
    page.keyboard.press("ControlOrMeta+Alt+m")
    expect(dialog(page)).to_contain_text(words)
    body(page).fill(said)
    if instead:
        dialog(page).get_by_label("Suggest other words").check()
        dialog(page).get_by_label("Suggested words").fill(instead)
    dialog(page).get_by_role("button", name="Comment").click()
    expect(dialog(page)).to_have_count(0)


def card(page: Page, said: str) -> Locator:
    return page.locator("#comments .thread").filter(has_text=said)


def marked(page: Page, key: str = KEY) -> Locator:
    return page.locator(f"#section-{key} .commented")
