"""Two people read the very same text, one of them asks for more, and what they approve is what is published."""

import re

from playwright.sync_api import Page, expect

from tests.browser.scenes.gestures import ask, closed, told
from tests.browser.scenes.together import SAVED, add, says

ADDED = "Support was told within ten minutes."


def request(author: Page, reference: str) -> None:
    author.goto(f"/postmortems/{reference}/edit/")
    box = ask(author, "Request review")
    if box.get_by_label("Reviewers").input_value() == "":
        box.get_by_label("Reviewers").fill("bob")
        box.get_by_role("button", name="Request review").click()
        expect(box.get_by_role("alert")).to_contain_text("cannot review it")
        box.get_by_label("Reviewers").fill("@alice, erin")
    box.get_by_label("Note").fill("Is the part about the pool clear?")
    box.get_by_role("button", name="Request review").click()
    author.wait_for_url(f"**/postmortems/{reference}/review/")
    told(author, "Review requested")


def ask_for_changes(reviewer: Page, reference: str) -> None:
    """She finds it among her reviews, reads, and says what is missing."""
    reviewer.goto("/reviews/")
    reviewer.get_by_role("region", name="Waiting for you").get_by_role("link").first.click()
    section = reviewer.locator("#d-summary")
    section.get_by_label("Read: Executive summary").check()
    expect(section).to_have_class(re.compile("is-viewed"))
    expect(reviewer.locator("#review-nav")).to_contain_text("1 read")
    verdict = reviewer.locator("#verdict")
    verdict.get_by_label("Request changes").check()
    verdict.get_by_label("Summary of your review").fill("Say when support was told.")
    verdict.get_by_role("button", name="Send review").click()
    told(reviewer, "Review sent")
    expect(reviewer.locator("#reviewers")).to_contain_text("Changes requested")


def answer(author: Page, reference: str) -> None:
    author.goto("/")
    author.get_by_role("link", name="Continue draft").click()
    author.wait_for_url(f"**/postmortems/{reference}/edit/")
    expect(author.locator("[data-raised]")).to_be_visible()
    add(author, f"\n\n{ADDED}")
    says(author, SAVED)
    request(author, reference)


def approve(reviewer: Page, reference: str) -> None:
    """Only what changed since she read it last is shown to whoever has read it before."""
    reviewer.goto(f"/postmortems/{reference}/review/")
    expect(reviewer.locator("#d-what_happened")).to_contain_text(ADDED)
    verdict = reviewer.locator("#verdict")
    verdict.get_by_label("Approve", exact=False).first.check()
    verdict.get_by_role("button", name="Send review").click()
    expect(verdict.get_by_role("alert")).to_be_visible()
    for check in verdict.get_by_role("group", name="Checklist").get_by_role("checkbox").all():
        check.check()
    verdict.get_by_role("button", name="Send review").click()
    told(reviewer, "Review sent")


def publish(author: Page, reference: str) -> None:
    author.goto(f"/postmortems/{reference}/review/")
    expect(author.locator("#reviewers")).to_contain_text("2 of 2 approved")
    box = ask(author, "Publish")
    box.get_by_role("button", name="Publish").click()
    author.wait_for_url(f"**/postmortems/{reference}/")
    closed(author)


def read(reader: Page, reference: str) -> None:
    """Somebody who only reads: summary first, contents beside it, everything in its place."""
    reader.goto(f"/postmortems/{reference}/")
    expect(reader.locator(".status-strip")).to_contain_text("Published")
    expect(reader.locator(".exec")).to_contain_text("Card payments failed for 80 minutes")
    contents = reader.get_by_role("navigation", name="On this page")
    contents.get_by_role("link", name="Why it happened").click()
    expect(reader.locator("#why")).to_be_in_viewport()
    expect(reader.locator("article")).to_contain_text(ADDED)
    expect(reader.get_by_role("link", name="Amend")).to_have_count(0)
