"""What is under the hand is not replaced: the click counts, what was typed and opened stays, the news follows."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from incidents import workflow as incidents
from incidents.models import Incident
from kit import clock
from postmortems import workflow
from postmortems.models import Comment, Postmortem
from tests.browser.scenes.commenting import card
from tests.browser.scenes.together import KEY, edit
from tests.builders.comments import on_words
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.browser
TEXT = "The pool ran dry. Nobody was paged."
POLL_MS = 20_000
Enter = Callable[..., Page]


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    write(postmortem, KEY, TEXT, by=cast.alice)
    return postmortem


@pytest.fixture
def incident(stack: str, cast: Cast) -> Incident:
    incident = a_resolved_incident(cast)
    for minutes, text in ((3, "Errors rise"), (9, "The pool is looked at")):
        an_entry(incident, cast, minutes, text)
    return incident


def press(page: Page, place: Locator) -> None:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()


def answered(page: Page) -> None:
    expect(page.locator(".htmx-request")).to_have_count(0)


def looked_at(page: Page, incident: Incident) -> Page:
    """The page of the incident, whose time stands still from here on."""
    page.clock.install()
    page.goto(f"/incidents/{incident.reference}/")
    expect(page.locator("html[data-ready]")).to_be_attached()
    return page


def polled(page: Page, milliseconds: int) -> None:
    with page.expect_response("**/timeline/?*"):
        page.clock.run_for(milliseconds)
    answered(page)


def test_a_click_counts_that_the_servers_word_falls_into(enter: Enter, cast: Cast, draft: Postmortem) -> None:
    on_words(draft, "The pool", by=cast.alice, body="Which pool?")
    alice = edit(enter(cast.alice), draft)
    button = card(alice, "Which pool?").get_by_role("button", name="Remove your comment")
    press(alice, button)
    with alice.expect_response("**/comments/"):
        on_words(draft, "Nobody", by=cast.bob, body="Who should be?")
    answered(alice)
    expect(card(alice, "Who should be?")).to_have_count(0)
    alice.mouse.up()
    expect(card(alice, "Which pool?")).to_have_count(0)
    expect(card(alice, "Who should be?")).to_be_visible()
    assert Comment.objects.get(body="Which pool?").removed_at


def test_the_space_bar_counts_as_well(enter: Enter, cast: Cast, draft: Postmortem) -> None:
    on_words(draft, "The pool", by=cast.alice, body="Which pool?")
    alice = edit(enter(cast.alice), draft)
    card(alice, "Which pool?").get_by_role("button", name="Remove your comment").focus()
    alice.keyboard.down("Space")
    with alice.expect_response("**/comments/"):
        on_words(draft, "Nobody", by=cast.bob, body="Who should be?")
    answered(alice)
    alice.keyboard.up("Space")
    expect(card(alice, "Which pool?")).to_have_count(0)
    expect(card(alice, "Who should be?")).to_be_visible()


def test_words_stay_selected_until_they_are_let_go(enter: Enter, cast: Cast, draft: Postmortem) -> None:
    thread = on_words(draft, "The pool", by=cast.bob, body="Which pool?")
    alice = edit(enter(cast.alice), draft)
    said = card(alice, "Which pool?").locator(".comment-body")
    said.select_text()
    with alice.expect_response("**/comments/"):
        workflow.reply(thread, by=cast.bob, body="The small one?")
    answered(alice)
    assert alice.evaluate("getSelection().toString()") == "Which pool?"
    alice.evaluate("getSelection().removeAllRanges()")
    expect(card(alice, "Which pool?")).to_contain_text("The small one?")


def test_a_click_counts_that_a_poll_falls_into(enter: Enter, cast: Cast, incident: Incident) -> None:
    page = looked_at(enter(cast.alice), incident)
    an_entry(incident, cast, 12, "The pool is larger now")
    page.clock.run_for(POLL_MS - 3_000)
    press(page, page.locator(".tl-item", has_text="Errors rise").get_by_role("button", name="Star"))
    polled(page, 4_000)
    expect(page.locator(".tl-item")).to_have_count(2)
    page.clock.resume()
    page.mouse.up()
    expect(page.locator(".tl-item", has_text="Errors rise").get_by_role("button", name="Unstar")).to_be_visible()
    expect(page.locator(".tl-item")).to_have_count(3)


def test_the_second_of_two_quick_clicks_counts(enter: Enter, cast: Cast, incident: Incident) -> None:
    page = enter(cast.alice)
    page.goto(f"/incidents/{incident.reference}/")
    late: list[Route] = []
    page.route("**/star/", lambda route: late.append(route), times=1)
    stars = page.locator("#timeline").get_by_role("button", name="Star")
    stars.first.click()
    press(page, stars.last)
    with page.expect_response("**/star/"):
        late.pop().continue_()
    page.mouse.up()
    expect(page.locator("#timeline").get_by_role("button", name="Unstar")).to_have_count(2)
    assert incident.entries.filter(starred=True).count() == 2


def test_what_was_opened_stays_open(enter: Enter, cast: Cast, incident: Incident) -> None:
    an_entry(incident, cast, 12, "The vendor is called", kind="communication", who="@alice", told="the vendor")
    page = looked_at(enter(cast.alice), incident)
    page.locator("#flow summary").click()
    an_entry(incident, cast, 15, "The vendor answers", kind="communication", who="the vendor", told="@alice")
    polled(page, POLL_MS + 1_000)
    expect(page.locator("#flow details")).to_contain_text("The vendor answers")
    expect(page.locator("#flow details")).to_have_attribute("open", "")


@pytest.mark.parametrize("place", ["#timeline .tl-text", "#head h1"])
def test_nothing_waits_for_ever(place: str, enter: Enter, cast: Cast, incident: Incident) -> None:
    page = looked_at(enter(cast.alice), incident)
    page.locator(place).first.select_text()
    an_entry(incident, cast, 12, "The pool is larger now")
    incidents.reopen(incident, by=cast.bob, reason="It is back.")
    polled(page, POLL_MS + 1_000)
    in_time = (page.locator(".tl-item").count(), page.locator("#head .status").first.inner_text())
    assert in_time == ((3, "Resolved") if "head" in place else (2, "Resolved"))
    page.clock.run_for(60_000)
    expect(page.locator(".tl-item")).to_have_count(3)
    expect(page.locator("#head .status").first).to_have_text("Open")


def test_a_tick_outlives_the_questions_of_the_page(enter: Enter, cast: Cast, incident: Incident) -> None:
    a_draft(cast, incident=incident)
    meeting = a_meeting(cast, incident, starts_at=clock.now())
    page = enter(cast.erin)
    page.clock.install()
    page.goto(f"/meetings/{meeting.pk}/")
    tick = page.get_by_label("Let people write first")
    tick.check()
    with page.expect_response(f"**/meetings/{meeting.pk}/"):
        page.clock.run_for(6_000)
    answered(page)
    expect(tick).to_be_checked()
