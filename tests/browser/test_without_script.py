"""Every page works by plain links and forms: here is the main path with scripts turned off."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from actions import workflow as actions
from incidents.models import Incident
from kit import clock
from tests.browser.scenes.gestures import choose
from tests.builders.actions import an_action
from tests.builders.incidents import an_incident
from tests.builders.postmortems import a_draft, section
from tests.cast import Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def plain(visit: Callable[..., Page]) -> Callable[..., Page]:
    return lambda user: visit(user, java_script_enabled=False)


def said(page: Page, text: str) -> None:
    expect(page.locator("[data-toast]").filter(has_text=text)).to_be_visible()


def test_it_declares_with_the_verdict_on_demand(plain: Callable[..., Page], cast: Cast) -> None:
    page = plain(cast.alice)
    page.goto("/")
    page.get_by_role("link", name="New incident").click()
    page.get_by_label("Title").fill("Card payments time out")
    choose(page.locator("main"), "severity", "sev1")
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#decision")).to_contain_text("Write a full postmortem")
    expect(page.get_by_label("Title")).to_have_value("Card payments time out")
    page.get_by_role("button", name="Declare incident").dblclick()
    page.wait_for_url(re.compile(r"/incidents/INC-\d+/$"))
    assert Incident.objects.count() == 1


def test_it_keeps_a_timeline(plain: Callable[..., Page], cast: Cast) -> None:
    incident = an_incident(cast)
    page = plain(cast.alice)
    page.goto(f"/incidents/{incident.reference}/")
    quick = page.get_by_role("form", name="Add a timeline entry")
    quick.get_by_label("Time,").fill("10:35")
    quick.get_by_label("What happened").fill("Errors rise")
    quick.get_by_role("button", name="Add").click()
    entry = page.locator(".tl-item", has_text="Errors rise")
    entry.get_by_role("button", name="Star").click()
    page.locator(".tl-item").get_by_role("link", name="Edit the").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.locator(".tl-item")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(entry).to_be_visible()
    page.get_by_role("link", name="Resolve").first.click()
    page.get_by_role("button", name="Resolve").click()
    expect(page.locator("#head")).to_contain_text("Resolved")


def test_it_saves_a_section_and_its_blocks(plain: Callable[..., Page], cast: Cast) -> None:
    draft = a_draft(cast)
    page = plain(cast.alice)
    page.goto(f"/postmortems/{draft.incident.reference}/edit/")
    part = page.locator("#section-what_happened")
    part.get_by_role("textbox").fill("The pool ran dry.")
    part.get_by_role("button", name="Save").click()
    said(page, "Saved")
    assert section(draft).body == "The pool ran dry."
    page.get_by_role("link", name="Ask the first why").click()
    page.get_by_label("Question").fill("Why did it run dry?")
    page.locator("main button[type=submit]").click()
    expect(page.locator("#block-whys")).to_contain_text("Why did it run dry?")


def test_it_shows_both_texts_when_two_save_the_same_section(plain: Callable[..., Page], cast: Cast) -> None:
    draft = a_draft(cast)
    pages = [plain(cast.alice), plain(cast.bob)]
    for page in pages:
        page.goto(f"/postmortems/{draft.incident.reference}/edit/")
    for page, text in zip(pages, ("Hers came first.", "His came second."), strict=True):
        page.locator("#section-what_happened").get_by_role("textbox").fill(text)
        page.locator("#section-what_happened").get_by_role("button", name="Save").click()
    his = pages[1]
    expect(his.locator("main")).to_contain_text("Hers came first.")
    expect(his.get_by_label("The text to keep")).to_have_value("His came second.")
    his.get_by_label("The text to keep").fill("Hers came first, his second.")
    his.get_by_role("button", name="Save this text").click()
    said(his, "One text kept")
    assert section(draft).body == "Hers came first, his second."


def test_it_logs_an_update_and_decides(plain: Callable[..., Page], cast: Cast) -> None:
    long_ago = clock.now() - timedelta(days=60)
    action = an_action(cast, promised_at=long_ago, due_on=(clock.now() - timedelta(days=27)).date())
    actions.open_steps()
    page = plain(cast.alice)
    page.goto("/actions/")
    row = page.get_by_role("row", name=action.title)
    row.get_by_role("link", name="Decide").click()
    choose(page.locator("main"), "outcome", "drop")
    page.get_by_role("button", name="Record decision").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Why?").fill("The pool is gone; the new store has none.")
    page.get_by_role("button", name="Record decision").click()
    expect(page.locator("main")).to_contain_text("Dropped")
    other = an_action(cast, due_on=(clock.now() + timedelta(days=9)).date())
    page.goto(f"/actions/{other.number}/")
    page.get_by_role("link", name="Log update").first.click()
    page.locator("main textarea").fill("Half of it is done.")
    page.get_by_role("button", name="Log update").click()
    expect(page.get_by_role("region", name="Updates and decisions")).to_contain_text("Half of it is done.")
