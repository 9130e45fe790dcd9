"""What hands do on any page."""

from playwright.sync_api import Locator, Page, expect


def dialog(page: Page) -> Locator:
    """The open dialog."""
    box = page.locator("#dialog[open]")
    expect(box).to_be_visible()
    return box


def ask(page: Page, name: str, within: Locator | None = None) -> Locator:
    """Follow a link that opens a dialog; answers the dialog. Before its scripts are there it would open a page."""
    expect(page.locator("html[data-ready]")).to_be_attached()
    (within or page.locator("body")).get_by_role("link", name=name).first.click()
    return dialog(page)


def closed(page: Page) -> None:
    expect(page.locator("#dialog[open]")).to_have_count(0)


def told(page: Page, text: str) -> Locator:
    """The notice at the bottom that says so."""
    toast = page.locator("[data-toast]").filter(has_text=text)
    expect(toast).to_be_visible()
    return toast


def choose(box: Locator, name: str, value: str) -> None:
    """One of several options, by the value it sends; its label covers the button itself."""
    box.locator(f"[name={name}][value={value}]").check(force=True)
