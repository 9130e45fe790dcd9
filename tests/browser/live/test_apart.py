"""Two people, each before a web process of their own: what one does or may no longer do, the other hears of."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, WebSocketRoute, expect

from accounts import workflow as accounts
from postmortems import workflow
from postmortems.models import Postmortem
from tests.browser.scenes.together import KEY, SAVED, add, at_end, box, edit, kept, says, text
from tests.builders.postmortems import section
from tests.builders.reviews import approved, in_review, sent
from tests.cast import Cast

pytestmark = pytest.mark.browser
TOLD_MS = 1000
# When nothing can be typed any more, by the machine's clock.
WATCH = """() => {
  const box = document.querySelector("#section-what_happened .cm-content");
  const look = () => box.contentEditable === "false" && (window.toldAt ??= Date.now());
  new MutationObserver(look).observe(box, {attributes: true});
}"""


@pytest.fixture
def bob(visit: Callable[..., Page], other_url: str, cast: Cast, draft: Postmortem) -> Page:
    return edit(visit(cast.bob), draft, at=other_url)


def test_it_merges_what_two_processes_are_told(alice: Page, bob: Page, draft: Postmortem) -> None:
    at_end(alice)
    at_end(bob)
    for number in range(10):
        alice.keyboard.type(f" hers{number}")
        bob.keyboard.type(f" his{number}")
    for page in (alice, bob):
        expect(box(page)).to_contain_text("hers9")
        expect(box(page)).to_contain_text("his9")
        says(page, SAVED)
    found = kept(draft)
    assert text(alice) == text(bob) == found
    assert all(found.count(f"{whose}{number}") == 1 for whose in ("hers", "his") for number in range(10))
    expect(alice.locator(f"#section-{KEY} .cm-caret-name")).to_have_text("@bob")


def test_it_stops_whoever_becomes_a_viewer(alice: Page, bob: Page, cast: Cast) -> None:
    add(bob, " His.")
    says(bob, SAVED)
    accounts.change_role(cast.bob, by=cast.root, role="viewer")
    says(bob, "Read only")
    expect(box(bob)).to_have_attribute("contenteditable", "false")
    add(alice, " Hers.")
    expect(box(bob)).to_contain_text("Hers.")


def test_it_stops_whoever_signs_out_elsewhere(bob: Page, cast: Cast, stack: str, complaints: list[str]) -> None:
    add(bob, " His.")
    says(bob, SAVED)
    name, client = settings.SESSION_COOKIE_NAME, Client()
    client.cookies[name] = next(each["value"] for each in bob.context.cookies() if each["name"] == name)
    client.post(reverse("account_logout"))
    expect(box(bob)).to_have_attribute("contenteditable", "false")
    complaints.clear()


def test_it_tells_a_tab_within_a_second_that_another_signed_out(bob: Page, stack: str, complaints: list[str]) -> None:
    add(bob, " His.")
    says(bob, SAVED)
    other = bob.context.new_page()
    other.goto(stack + reverse("account_logout"))
    bob.evaluate(WATCH)
    with other.expect_response(lambda answer: answer.request.method == "POST") as answered:
        other.get_by_role("button", name="Sign out").click(no_wait_after=True)
    expect(box(bob)).to_have_attribute("contenteditable", "false")
    expect(bob.locator("[data-live-signin]").first).to_be_visible()
    timing = answered.value.request.timing
    told_after = bob.evaluate("window.toldAt") - (timing["startTime"] + timing["responseStart"])
    assert told_after < TOLD_MS
    complaints.clear()


class Line:
    """A page's socket, on which news can be held up."""

    def __init__(self, page: Page) -> None:
        self.is_held = False
        self.waiting: list[Callable[[], None]] = []
        page.route_web_socket("**/live/**", self.open)

    def open(self, socket: WebSocketRoute) -> None:
        def news(message: str | bytes) -> None:
            self.waiting.append(lambda: socket.send(message))
            if not self.is_held:
                self.release()

        socket.connect_to_server().on_message(news)

    def release(self) -> None:
        self.is_held = False
        while self.waiting:
            self.waiting.pop(0)()


def test_it_is_locked_by_publication_while_somebody_types(
    visit: Callable[..., Page], other_url: str, cast: Cast, stack: str
) -> None:
    postmortem = approved(cast)
    page = visit(cast.bob)
    line = Line(page)
    edit(page, postmortem, at=other_url)
    at_end(page)
    # The news of the publication is slower than the letters typed after it.
    line.is_held = True
    workflow.publish(postmortem, by=cast.alice)
    page.keyboard.type("Too late.")
    says(page, "Saving")
    line.release()
    says(page, "Could not save, copy it")
    expect(page.get_by_role("button", name="Copy it")).to_be_visible()
    expect(box(page)).to_have_attribute("contenteditable", "false")
    postmortem.refresh_from_db()
    assert "Too late" not in kept(postmortem) and section(postmortem, KEY).body == kept(postmortem)


def test_it_restores_a_section_while_somebody_types(
    visit: Callable[..., Page], other_url: str, cast: Cast, stack: str
) -> None:
    postmortem = in_review(cast)
    before = section(postmortem, "summary").body
    alice, bob = edit(visit(cast.alice), postmortem), edit(visit(cast.bob), postmortem, at=other_url)
    add(alice, " Much worse than that.", "summary")
    says(alice, SAVED)
    at_end(bob, "lessons")
    workflow.restore_section(postmortem, by=cast.bob, revision=sent(postmortem), key="summary")
    bob.keyboard.type(" Watch pools.")
    says(bob, SAVED)
    expect(box(alice, "summary")).not_to_contain_text("Much worse")
    expect(box(alice, "lessons")).to_contain_text("Watch pools.")
    assert text(alice, "summary") == kept(postmortem, "summary") == before
