"""Reviewing in a browser: what changed since one read, approvals that lapse, amendments that say why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from activity import delivery
from kit import clock
from postmortems import workflow
from postmortems.models import Postmortem
from tests.browser.examining import examine
from tests.browser.scenes import together
from tests.browser.scenes.gestures import ask, closed, told
from tests.builders.incidents import an_entry
from tests.builders.postmortems import write
from tests.builders.reviews import a_draft, approve, approved, in_review, published
from tests.cast import Cast
from tests.product import eventually

pytestmark = pytest.mark.browser


def review_of(postmortem: Postmortem, view: str = "") -> str:
    return f"/postmortems/{postmortem.reference}/review/{view}"


def test_a_returning_reviewer_reads_only_what_changed(enter: Callable[[Any], Page], cast: Cast) -> None:
    postmortem = in_review(cast)
    page = enter(cast.alice)
    page.goto(review_of(postmortem))
    page.get_by_role("button", name="Mark all read").click()
    told(page, "All of revision 1 is marked read")
    expect(page.locator("#review-nav")).to_contain_text("You have read all of it.")

    write(postmortem, "lessons", "A pool needs an alert before it is nearly full.", by=cast.bob)
    an_entry(postmortem.incident, cast, 132, "The queue was empty again")
    action = postmortem.incident.actions.get()
    action.due_on = clock.today(cast.bob.zone) + timedelta(days=9)
    action.save(update_fields=["due_on"])
    workflow.request_review(postmortem, by=cast.bob, reviewers=[cast.alice, cast.erin], note="Reworded.")

    page.goto(review_of(postmortem))
    expect(page.locator("#review-nav")).to_contain_text("3 sections changed")
    lessons = page.locator("#d-lessons")
    expect(lessons.locator("ins")).to_have_text("nearly ")
    expect(page.locator("#d-timeline .block-added")).to_contain_text("The queue was empty again")
    changed = page.locator("#d-actions .block-changed")
    expect(changed).to_contain_text(action.title)
    expect(changed.locator("dt")).to_have_text(["Deadline"])
    rest = page.get_by_text("unchanged sections", exact=False).last
    expect(page.get_by_text("The alert fired within two minutes.")).to_be_hidden()
    rest.click()
    page.locator(".review-rest summary", has_text="What went well").click()
    expect(page.get_by_text("The alert fired within two minutes.")).to_be_visible()

    lessons.get_by_role("heading").focus()
    page.keyboard.press("r")
    expect(page.locator("#review-nav")).to_contain_text("1 read")
    expect(lessons.locator(".diff")).to_have_count(0)
    page.reload()
    expect(page.locator("#review-nav")).to_contain_text("1 read")
    page.get_by_role("link", name="Whole text").click()
    expect(page.locator("#read-lessons")).to_be_checked()
    expect(page.locator("#read-timeline")).not_to_be_checked()
    expect(page.locator("#read-went_well")).to_be_checked()
    page.goto(review_of(postmortem))
    examine(page, on_phones=True)


def test_an_approval_goes_stale_and_says_what_changed(visit: Callable[..., Page], cast: Cast) -> None:
    postmortem = approved(cast)
    bob, erin = visit(cast.bob), visit(cast.erin)
    bob.goto(review_of(postmortem))
    expect(bob.get_by_role("link", name="Publish")).to_be_visible()
    together.edit(bob, postmortem)
    together.add(bob, " And somebody to hear it.", "lessons")
    eventually(lambda: Postmortem.objects.get(pk=postmortem.pk).state == "in_review")

    erin.goto(review_of(postmortem))
    stale = erin.locator("#stale")
    expect(stale).to_contain_text("2 approvals of it no longer count until it is sent again.")
    expect(stale.get_by_role("listitem")).to_have_text(["Lessons learned: 1 changed"])
    expect(erin.locator("#reviewers")).to_contain_text("Approved 1, now stale")
    expect(erin.locator(".status-strip")).to_contain_text("In review")
    stale.get_by_role("link", name="See what changed since revision 1").click()
    expect(erin.get_by_role("heading", level=1)).to_have_text("Revision 1 to now")
    expect(erin.locator(".diff ins")).to_contain_text("And somebody to hear it.")
    examine(erin, on_phones=True)

    bob.goto(review_of(postmortem))
    expect(bob.get_by_role("link", name="Publish")).to_have_count(0)
    bob.goto(f"/postmortems/{postmortem.reference}/publish/")
    expect(bob.get_by_text("The text has changed since revision 1 was sent.")).to_be_visible()


def test_an_amendment_is_published_with_its_note(visit: Callable[..., Page], cast: Cast) -> None:
    postmortem = published(cast)
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    bob, carol = visit(cast.bob), visit(cast.carol)
    bob.goto(postmortem.get_absolute_url())
    box = ask(bob, "Amend")
    box.get_by_role("textbox").fill("The number of customers was corrected.")
    box.get_by_role("button", name="Open the amendment").click()
    bob.wait_for_url("**/edit/")
    carol.goto(postmortem.get_absolute_url())
    expect(carol.locator(".status-strip")).to_contain_text("An amendment is being written.")
    write(Postmortem.objects.get(pk=postmortem.pk), "summary", "Payments failed for 15,000 customers.", by=cast.bob)

    bob.goto(postmortem.get_absolute_url())
    box = ask(bob, "Publish")
    box.get_by_label("Note to readers").fill("15,000 customers, not 12,000.")
    box.get_by_role("button", name="Publish").click()
    told(bob, "Published")
    closed(bob)

    carol.goto(postmortem.get_absolute_url())
    note = carol.locator(".doc").get_by_text("Amended in version 3")
    expect(note).to_contain_text("The number of customers was corrected. 15,000 customers, not 12,000.")
    examine(carol)
    carol.set_viewport_size({"width": 1440, "height": 900})
    note.get_by_role("link", name="What changed").click()
    expect(carol.locator(".diff ins").first).to_contain_text("15,000")
    delivery.sweep(at=clock.now() + timedelta(hours=1))
    carol.goto("/inbox/")
    expect(carol.locator("#inbox")).to_contain_text("15,000 customers, not 12,000.")


def test_a_suggested_reviewer_is_named_by_one_press(enter: Callable[[Any], Page], cast: Cast) -> None:
    postmortem = a_draft(cast, services=[cast.payment_api])
    page = enter(cast.bob)
    page.goto(f"/postmortems/{postmortem.reference}/edit/")
    box = ask(page, "Request review")
    box.get_by_label("Reviewers").fill("erin")
    box.get_by_label("Note").fill("Impact first.")
    expect(box).to_contain_text("leads Payments, which owns Payment API")
    box.get_by_role("button", name="Add @alice").click()
    expect(box.get_by_label("Reviewers")).to_have_value("erin, alice")
    expect(box.get_by_label("Note")).to_have_value("Impact first.")
    expect(box.get_by_role("button", name="Add @alice")).to_have_count(0)
    box.get_by_label("Reviewers").press("Enter")
    page.wait_for_url("**/review/")
    expect(page.locator("#reviewers")).to_contain_text("@alice")
    assert set(postmortem.reviewers.values_list("user__handle", flat=True)) == {"alice", "erin"}


def test_an_answer_is_sent_from_the_keyboard(enter: Callable[[Any], Page], cast: Cast) -> None:
    postmortem = in_review(cast)
    approve(postmortem, cast.erin)
    page = enter(cast.alice)
    page.goto(review_of(postmortem))
    verdict = page.locator("#verdict")
    checks = len(postmortem.template_version.checklist)
    expect(verdict).to_contain_text(f"0 of {checks} checked")
    verdict.get_by_role("group", name="Checklist").get_by_role("checkbox").first.check()
    expect(verdict).to_contain_text(f"1 of {checks} checked")
    verdict.get_by_label("Summary of your review").fill("Clear to me.")
    page.keyboard.press("Control+Enter")
    told(page, "Review sent")
    expect(page.locator("#said")).to_contain_text("Clear to me.")


def test_the_list_of_sections_follows_the_reader(enter: Callable[[Any], Page], cast: Cast) -> None:
    postmortem = in_review(cast)
    page = enter(cast.alice)
    page.goto(review_of(postmortem, "?view=document"))
    at = page.locator(".review-sections [aria-current]")
    expect(at).to_have_text("Executive summary")
    page.locator("#d-lessons").evaluate("section => section.scrollIntoView({ block: 'start' })")
    page.mouse.wheel(0, -60)
    expect(at).not_to_have_text("Executive summary")
    expect(page.locator(".check-facts").filter(has_text="have owner and date")).not_to_have_count(0)
    workflow.start_thread(postmortem, by=cast.erin, section="went_well", body="Which alert was it?")
    page.goto(review_of(postmortem, "?view=document"))
    section = page.locator("#d-went_well")
    section.get_by_role("checkbox", name="Read").check()
    expect(section).to_have_class("diff-section is-viewed")
    expect(section.get_by_text("Which alert was it?")).to_be_hidden()
    section.get_by_text("1 open comment").click()
    expect(section.get_by_text("Which alert was it?")).to_be_visible()
