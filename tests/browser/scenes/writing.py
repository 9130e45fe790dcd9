"""The draft: its texts, its blocks, and what must hold before anybody is asked to review it."""

import re
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from tests.browser.scenes.gestures import ask, choose, closed
from tests.browser.scenes.together import SAVED, box, says
from tests.builders.postmortems import TEXTS

WHYS = (
    ("Why did payments stop?", "No database connection was free."),
    ("Why was none free?", "A failed payment never gave its connection back."),
    ("Why did no test notice?", "No test fails a payment, and no alert watches the pool."),
)
ACTION = "Alert when the connection pool is 80 percent full"


def start(page: Page, reference: str) -> None:
    page.goto(f"/incidents/{reference}/")
    page.get_by_role("link", name="Start postmortem").click()
    expect(page.locator(".option", has_text="Standard").first).to_contain_text("Suggested")
    page.get_by_role("button", name="Start the write-up").click()
    page.wait_for_url(f"**/postmortems/{reference}/edit/")


def is_refused(page: Page) -> None:
    """Nothing is written yet, and the dialog says so, item by item."""
    box = ask(page, "Request review")
    expect(box).to_contain_text(re.compile(r"\d+ things to do first"))
    expect(box).to_contain_text("No action item yet")
    expect(box.get_by_role("button", name="Request review")).to_be_disabled()
    page.keyboard.press("Escape")
    closed(page)


def write(page: Page) -> None:
    expect(page.locator("[data-raised]")).to_be_visible()
    for key, text in TEXTS.items():
        box(page, key).fill(text)
    says(page, SAVED)
    outline = page.get_by_role("navigation", name="Sections")
    expect(outline.get_by_role("link", name="Ready Executive summary")).to_be_visible()


def measure_the_impact(page: Page) -> None:
    block = page.locator("#block-impact")
    box = ask(page, "Add figure", block)
    box.get_by_label("Impact on").select_option("customer")
    box.get_by_label("Figure", exact=True).fill("1,200")
    box.get_by_label("Of what").fill("customers could not pay")
    box.get_by_label("Measured").check()
    box.get_by_role("button", name="Add figure").click()
    closed(page)
    expect(block).to_contain_text("1,200 customers could not pay")


def ask_why(page: Page) -> None:
    block = page.locator("#block-whys")
    for count, (question, answer) in enumerate(WHYS, start=1):
        box = ask(page, "Ask the first why" if count == 1 else "Ask why again", block)
        box.get_by_label("Question").fill(question)
        box.get_by_label("Answer").fill(answer)
        box.locator("button[type=submit]").click()
        closed(page)
        expect(block.locator(".why")).to_have_count(count)
    block.locator(".why").last.get_by_role("button", name="Mark as root cause").click()
    expect(block.locator(".why.is-root")).to_contain_text(WHYS[-1][0])


def promise(page: Page, due_on: date) -> None:
    block = page.locator("#block-actions")
    box = ask(page, "Add action", block)
    box.get_by_label("What will change").fill(ACTION)
    box.get_by_label("Done when").fill("The alert fires in a rehearsal.")
    box.get_by_label("Owner").fill("bob")
    box.get_by_label("Deadline").fill(due_on.isoformat())
    choose(box, "priority", "high")
    box.get_by_role("button", name="Add action").click()
    closed(page)
    expect(block).to_contain_text(ACTION)


def name_the_factors(page: Page) -> None:
    """One is answered by the action, the other is a risk somebody accepts."""
    block = page.locator("#block-factors")
    for category, text in (("technology", "No alert on the pool"), ("process", "Small changes skip the load test")):
        box = ask(page, "Add factor", block)
        choose(box, "category", category)
        box.get_by_label("What contributed").fill(text)
        box.get_by_role("button", name="Add factor").click()
        closed(page)
    answered = block.locator("li", has_text="No alert on the pool")
    box = ask(page, "Answer with an action", answered)
    box.get_by_label(ACTION).check()
    box.get_by_role("button", name="Save").click()
    expect(answered).to_contain_text(ACTION)
    accepted = block.locator("li", has_text="Small changes skip the load test")
    box = ask(page, "Accept the risk", accepted)
    box.get_by_label("Who answers for it").fill("alice")
    box.get_by_label("Why it is accepted").fill("Load tests come next quarter.")
    box.get_by_label("Until").fill((date.today() + timedelta(days=60)).isoformat())
    box.get_by_role("button", name="Accept risk").click()
    expect(accepted).to_contain_text("Risk accepted until")


def is_ready(page: Page) -> None:
    expect(page.get_by_role("complementary", name="Checks")).to_contain_text("Every check before review holds.")
