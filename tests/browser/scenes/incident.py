"""From the first alarm to the all-clear, and the decision that it deserves a write-up."""

import re
import time
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.browser.scenes.gestures import ask, choose, closed, dialog, told

TITLE = "Card payments time out at checkout"
# Minutes after the start, who or what, and what was seen.
QUICK = (
    (2, "Automated monitoring", "Payment error rate above 20%"),
    (5, "@bob", "On-call engineer looks at the pool graphs"),
    (12, "@bob", "A release from this morning holds connections"),
)
LAST = ((40, "Rollback complete, payments succeed"), (50, "All-clear given"))
PROOFS = {
    "detected": (2, QUICK[0][2]),
    "engaged": (5, QUICK[1][2]),
    "understood": (12, QUICK[2][2]),
    "fix_decided": (20, "Roll back the release"),
    "restored": LAST[0],
    "resolved": LAST[1],
}


def declare(page: Page, start: datetime) -> str:
    """In well under a minute, with what is known: a title, how bad, what is affected. Answers the reference."""
    began = time.monotonic()
    page.goto("/")
    page.keyboard.press("c")
    page.wait_for_url("**/incidents/new/")
    page.get_by_label("Title").fill(TITLE)
    choose(page.locator("main"), "severity", "sev2")
    page.get_by_label("Payment API").check()
    page.get_by_label("Impact started").fill(f"{start:%Y-%m-%dT%H:%M}")
    expect(page.locator("#decision")).to_contain_text("Write a full postmortem")
    page.get_by_role("button", name="Declare incident").click()
    page.wait_for_url(re.compile(r"/incidents/INC-\d+/$"))
    assert time.monotonic() - began < 60
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url.rstrip("/").rsplit("/", 1)[1]


def keep_the_timeline(page: Page, start: datetime) -> None:
    entries = page.locator("#timeline .tl-item")
    quick = page.get_by_role("form", name="Add a timeline entry")
    for count, (minutes, who, text) in enumerate(QUICK, start=1):
        quick.get_by_label("Time,").fill(f"{start + timedelta(minutes=minutes):%H:%M}")
        quick.get_by_label("Who or what").fill(who)
        quick.get_by_label("What happened").fill(text)
        quick.get_by_label("What happened").press("Enter")
        expect(entries).to_have_count(count)
    expect(entries.nth(1)).to_contain_text(QUICK[1][2])


def record_a_decision(page: Page, start: datetime) -> None:
    """The long form, for what the quick line has no room for."""
    box = ask(page, "Add entry", page.locator("#timeline .toolbar"))
    box.get_by_label("Time", exact=True).fill(f"{start + timedelta(minutes=20):%Y-%m-%dT%H:%M}")
    box.get_by_label("Kind").select_option("decision")
    box.get_by_label("What happened").fill("Roll back the release")
    box.get_by_label("Who or what").fill("@alice")
    box.get_by_text("If this is a decision").click()
    box.get_by_label("Known at the time").fill("The release is the only change of the day; a fix would take an hour.")
    box.get_by_label("A key moment").check()
    box.get_by_role("button", name="Add entry").click()
    closed(page)
    entry = page.locator(".tl-item", has_text="Roll back the release")
    expect(entry).to_contain_text("Known at the time: The release is the only change")
    expect(entry.get_by_role("button", name="Unstar")).to_have_attribute("aria-pressed", "true")


def star_delete_and_undo(page: Page) -> None:
    first = page.locator(".tl-item", has_text=QUICK[0][2])
    first.get_by_role("button", name="Star").click()
    expect(first.get_by_role("button", name="Unstar")).to_be_visible()
    second = page.locator(".tl-item", has_text=QUICK[1][2])
    second.get_by_role("link", name="Edit the").click()
    dialog(page).get_by_role("button", name="Delete").click()
    expect(second).to_have_count(0)
    told(page, "Entry deleted").get_by_role("button", name="Undo").click()
    expect(second).to_be_visible()


def explain_the_silence(page: Page, start: datetime) -> None:
    """Twenty minutes without a word between the decision and the recovery."""
    quick = page.get_by_role("form", name="Add a timeline entry")
    for minutes, text in LAST:
        quick.get_by_label("Time,").fill(f"{start + timedelta(minutes=minutes):%H:%M}")
        quick.get_by_label("Who or what").fill("@bob")
        quick.get_by_label("What happened").fill(text)
        quick.get_by_role("button", name="Add").click()
        expect(page.locator(".tl-item", has_text=text)).to_be_visible()
    gap = page.locator(".tl-gap")
    expect(gap).to_have_count(1)
    expect(page.locator("#checks")).to_contain_text("gap")
    box = ask(page, "Nothing happened", gap)
    box.get_by_label("Note").fill("The rollback was running")
    box.get_by_role("button", name="Nothing happened").click()
    expect(gap).to_contain_text("Nothing happened, confirmed by @bob: The rollback was running")


def resolve(page: Page, start: datetime) -> None:
    box = ask(page, "Resolve", page.locator("#head"))
    box.get_by_label("When").fill(f"{start + timedelta(minutes=50):%Y-%m-%dT%H:%M}")
    box.get_by_role("button", name="Resolve").click()
    closed(page)
    expect(page.locator("#head")).to_contain_text("Resolved")
    box = ask(page, "Milestones", page.get_by_role("complementary"))
    for name, (minutes, text) in PROOFS.items():
        proof = f"{start + timedelta(minutes=minutes):%H:%M} {text}"
        box.locator(f"[name={name}_proof]").select_option(label=proof)
    box.get_by_role("button", name="Save").click()
    closed(page)
    measures = page.locator("#measures")
    expect(measures).to_contain_text("Time to detect")
    expect(measures.locator(".stat", has_text="Time to detect")).to_contain_text("2 min")
    expect(page.get_by_role("img", name=re.compile("understand", re.IGNORECASE))).to_be_visible()


def decide(page: Page, reference: str) -> None:
    """The tech lead, from her own home."""
    page.goto("/")
    page.get_by_role("region", name="Is a write-up needed?").get_by_role("link", name="Decide").click()
    box = ask(page, "Record decision")
    choose(box, "decision", "full")
    box.get_by_label("Reason").fill("Payments failed for forty minutes.")
    box.get_by_role("button", name="Record").click()
    closed(page)
    expect(page.locator("#head")).to_contain_text("Full write-up decided")
