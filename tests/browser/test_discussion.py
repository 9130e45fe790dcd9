"""Talking about a published write-up: asked, answered, told, taken back and brought back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from activity import delivery
from postmortems.models import Comment, Postmortem
from tests.browser.examining import WIDE, examine
from tests.browser.scenes.gestures import dialog, told
from tests.builders.reviews import published
from tests.cast import Cast

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
ASKED = "We run the same pool, @erin. Would your alert have told us?"
ANSWERED = "Only since it watches the waiting requests, too."


def at_the_end(page: Page, postmortem: Postmortem) -> Locator:
    """What is said stands below the write-up, and is fetched when somebody gets there."""
    page.goto(f"/postmortems/{postmortem.reference}/")
    to_the_end(page)
    region = page.get_by_role("region", name="Discussion")
    expect(region.get_by_role("heading", name="Discussion")).to_be_visible()
    return region


def to_the_end(page: Page) -> None:
    expect(page.locator("html[data-ready]")).to_be_attached()
    # At once: while the browser waits for it to stand still, what was fetched may take its place.
    page.evaluate("document.getElementById('discussion').scrollIntoView()")


def field(within: Locator) -> Locator:
    return within.get_by_role("textbox", name="Comment")


def ask(region: Locator, said: str) -> Locator:
    field(region).fill(said)
    region.get_by_role("button", name="Comment", exact=True).click()
    card = region.get_by_role("article").filter(has_text=said)
    expect(card).to_be_visible()
    return card


def test_it_is_begun_answered_and_told(visit: Visit, cast: Cast) -> None:
    postmortem = published(cast)
    mallory, erin = visit(cast.mallory), visit(cast.erin)
    region = at_the_end(mallory, postmortem)
    expect(region).to_contain_text("Nothing has been said yet")
    box = field(region)
    box.press_sequentially("We run the same pool, @er")
    mallory.get_by_role("option", name="@erin").click()
    expect(box).to_have_value("We run the same pool, @erin ")
    ask(region, ASKED)
    expect(field(region)).to_have_value("")
    examine(mallory, on_phones=True)
    delivery.sweep()
    erin.goto("/inbox/")
    erin.locator("#inbox .row-title", has_text="mentioned you").click()
    expect(erin).to_have_url(
        f"/postmortems/{postmortem.reference}/discussion/#thread-{Comment.objects.get().thread_id}"
    )
    erin.get_by_role("link", name="Reply").click()
    field(dialog(erin)).fill(ANSWERED)
    dialog(erin).get_by_role("button", name="Reply").click()
    expect(erin.get_by_role("article").filter(has_text=ASKED)).to_contain_text(ANSWERED)
    examine(erin, on_phones=True)
    delivery.sweep()
    mallory.set_viewport_size(WIDE)
    mallory.goto("/inbox/")
    mallory.locator("#inbox .row-title", has_text="replied in a thread of yours").click()
    expect(mallory.get_by_role("article").filter(has_text=ANSWERED)).to_be_visible()


def test_it_is_taken_back_and_brought_back(visit: Visit, cast: Cast) -> None:
    postmortem = published(cast)
    mallory = visit(cast.mallory)
    region = at_the_end(mallory, postmortem)
    ask(region, "To be regretted.").get_by_role("button", name="Remove your comment").click()
    toast = told(mallory, "Comment removed")
    expect(region).not_to_contain_text("To be regretted.")
    assert Comment.objects.get().removed_at is not None
    examine(mallory)
    mallory.set_viewport_size(WIDE)
    # The page comes anew, from its top.
    with mallory.expect_event("load"):
        toast.get_by_role("button", name="Undo").click()
    to_the_end(mallory)
    expect(region.get_by_role("article").filter(has_text="To be regretted.")).to_be_visible()
    assert Comment.objects.get().removed_at is None


def test_it_goes_by_keys_and_keeps_what_cannot_be_sent(visit: Visit, cast: Cast) -> None:
    postmortem = published(cast)
    mallory = visit(cast.mallory)
    region = at_the_end(mallory, postmortem)
    region.get_by_role("button", name="Comment", exact=True).click()
    expect(dialog(mallory)).to_contain_text("Write your comment.")
    field(dialog(mallory)).fill("By keys alone.")
    mallory.keyboard.press("Tab")
    dialog(mallory).get_by_role("button", name="Comment").press("Enter")
    expect(region.get_by_role("article")).to_contain_text("By keys alone.")


def test_it_is_not_printed_nor_written_by_readers(visit: Visit, cast: Cast) -> None:
    postmortem = published(cast)
    ask(at_the_end(visit(cast.mallory), postmortem), "Where is the runbook?")
    carol = visit(cast.carol)
    region = at_the_end(carol, postmortem)
    expect(region).to_contain_text("Where is the runbook?")
    expect(region.get_by_role("textbox")).to_have_count(0)
    expect(region.get_by_role("link", name="Reply")).to_have_count(0)
    carol.emulate_media(media="print")
    expect(region).to_be_hidden()
