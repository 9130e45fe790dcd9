"""The reading view on paper, on a phone and shared."""

import io
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from accounts.models import User
from postmortems.models import Postmortem
from tests.builders.reviews import published
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def read(enter: Callable[[User], Page], cast: Cast) -> Callable[..., Page]:
    def opened() -> Page:
        postmortem: Postmortem = published(cast)
        page = enter(cast.carol)
        page.goto(f"/postmortems/{postmortem.incident.reference}/")
        return page

    return opened


def test_paper_ends_with_words(read: Callable[..., Page]) -> None:
    page = read()
    for height in range(200, 320, 20):
        printed = PdfReader(io.BytesIO(page.pdf(width="190mm", height=f"{height}mm")))
        assert all(sheet.extract_text().strip() for sheet in printed.pages), height


def test_it_prints_the_document_and_nothing_around_it(read: Callable[..., Page]) -> None:
    page = read()
    page.emulate_media(media="print", color_scheme="dark")
    for around in (".sidebar", ".topbar", ".toc", ".reader-aside"):
        expect(page.locator(around)).to_be_hidden()
    article = page.get_by_role("article")
    expect(article.locator(".exec")).to_be_visible()
    # Paper is white, whatever the screen was.
    ink, paper = page.evaluate("[document.querySelector('.exec p'), document.body].map(e => getComputedStyle(e).color)")
    assert brightness(page, ink) < 90 and brightness(page, paper) < 90
    heights = page.evaluate("['.exec', '#impact', '#timeline'].map(s => document.querySelector(s).offsetTop)")
    assert heights == sorted(heights)


def brightness(page: Page, colour: str) -> int:
    """0 is black, 255 white."""
    return int(
        page.evaluate(
            """colour => {
              const canvas = new OffscreenCanvas(1, 1).getContext("2d");
              canvas.fillStyle = colour;
              canvas.fillRect(0, 0, 1, 1);
              return Math.max(...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
            }""",
            colour,
        )
    )


def test_it_follows_the_reader_through_the_contents(read: Callable[..., Page]) -> None:
    page = read()
    contents = page.get_by_role("navigation", name="On this page")
    expect(contents.locator("[aria-current]")).to_have_text("Executive summary")
    contents.get_by_role("link", name="Action items").click()
    expect(page.get_by_role("heading", name="Action items")).to_be_in_viewport()
    expect(contents.locator("[aria-current]")).not_to_have_text("Executive summary")


def test_it_shows_every_entry_on_demand(read: Callable[..., Page]) -> None:
    page = read()
    more = page.get_by_text("Show all 16 entries")
    more.click()
    expect(page.get_by_text("What was seen after 135 minutes").locator("visible=true")).to_have_count(1)


def test_it_copies_the_address(read: Callable[..., Page]) -> None:
    page = read()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    expect(page.locator("[data-toast]")).to_contain_text("Link copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith("/")
