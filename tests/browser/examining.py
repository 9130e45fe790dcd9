"""What every page must pass: axe in light and dark, and the width of a phone."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, ViewportSize

# Nothing is fetched for it anew: only rules about sounds and films, which no page has, would want that.
EVERYTHING: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
COLOURS: dict[str, Any] = {
    **EVERYTHING,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
RUN = "options => axe.run(document, options).then(({violations}) => violations)"
# Axe reads every colour anew for every text and whatever lies behind it, which took half of its time. What a colour
# says does not change: it is read once, and a colour that cannot be read fails each time as before.
READ_ONCE = """(() => {
  const color = axe.commons.color.Color.prototype, read = color.parseString, known = new Map();
  color.parseString = function (text) {
    if (known.has(text)) return Object.assign(this, known.get(text));
    read.call(this, text);
    known.set(text, {r: this.r, g: this.g, b: this.b, alpha: this.alpha});
    return this;
  };
})()"""
# A browser context that visits many pages takes it as its first script: it is sent once then.
AXE = f"{AXE_SCRIPT};{READ_ONCE}"
WIDE: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


def mended(page: Page, options: dict[str, Any] = EVERYTHING) -> None:
    """Fails with the rules that are broken, each with the elements that break it."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    found = page.evaluate(RUN, options)
    wrong = [f"{each['id']}: {node['target'][0]}: {node['failureSummary']}" for each in found for node in each["nodes"]]
    assert not wrong, "\n".join([page.url, *wrong])


# The innermost pieces that stick out on a phone, as their tags and classes.
STICKING = """() => "sticks out on a phone: " + [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > innerWidth + 1 && !each.querySelector(":scope > * > *"))
  .slice(0, 6).map(each => [each.tagName, each.parentElement.className, each.parentElement.textContent.trim()])
  .map(words => words.join(" ").slice(0, 90)).join("; ")"""


def examine(page: Page, *, on_phones: bool = False) -> None:
    """As it is, then dark, then as wide as a phone; no page is loaded anew."""
    mended(page)
    page.emulate_media(color_scheme="dark")
    mended(page, COLOURS)
    page.set_viewport_size(PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.evaluate(STICKING)
    if on_phones:
        mended(page)
