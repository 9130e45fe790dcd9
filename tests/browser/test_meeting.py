"""Four browsers in one meeting, through its whole agenda: a reload, a lost facilitator, a server that restarts."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from actions.models import Action
from kit import clock
from meetings import workflow
from meetings.models import Attendee, Meeting, Step
from meetings.presence import GONE
from tests.browser.conftest import let_in, running, wait_for
from tests.browser.examining import examine
from tests.browser.remembering import hand_over, remember, reveal
from tests.builders.incidents import a_resolved_incident, an_entry
from tests.builders.meetings import a_meeting
from tests.builders.postmortems import a_draft
from tests.cast import Cast, gather

pytestmark = pytest.mark.browser

# What two screens may differ by, and how far the clock of one of the machines is off.
APART_MS = 250
WRONG_CLOCK = "const real = Date.now; Date.now = () => real() + 437_000;"
LEFT = 'async () => (await import("/static/js/meeting-timer.js")).left()'


class Server:
    """The product on a port of its own, which it keeps when it is started again."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.environment, self.log = {**environment, "DEBRIEF_BASE_URL": self.url}, log
        self.start()

    def start(self) -> None:
        command = ["uvicorn", "config.asgi:application", "--port", str(self.port), "--timeout-graceful-shutdown", "1"]
        self.process = running(command, self.environment, self.log)
        wait_for(self.url, self.process.__enter__(), self.log)

    def stop(self) -> None:
        self.process.__exit__()


@pytest.fixture
def server(stack: str, child_environment: dict[str, str], tmp_path: Path) -> Iterator[Server]:
    made = Server(child_environment, tmp_path / "meeting.log")
    yield made
    made.stop()


@pytest.fixture
def cast(stack: str) -> Cast:
    return gather()


@pytest.fixture
def come(server: Server, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    def came(person: Any, *, script: str = "") -> Page:
        context = new_context()
        if script:
            context.add_init_script(script)
        let_in(context, person, server.url)
        return context.new_page()

    return came


def called(cast: Cast) -> Meeting:
    incident = a_resolved_incident(cast)
    an_entry(incident, cast, 4, "The alert fires")
    a_draft(cast, incident=incident)
    return a_meeting(cast, incident, minutes=75, starts_at=clock.now())


def at(page: Page, title: str) -> None:
    expect(page.locator("#room-head h2")).to_have_text(title)


def lefts(*pages: Page) -> list[float]:
    """What each screen shows as left, in milliseconds, put back to one moment of this machine's clock."""
    began = time.monotonic()
    return [page.evaluate(LEFT) + (time.monotonic() - began) * 1000 for page in pages]


def agree(*pages: Page) -> None:
    for page in pages:
        expect(page.locator("[data-room][data-clock-set]")).to_be_attached()
    shown = lefts(*pages)
    assert max(shown) - min(shown) < APART_MS, shown


def test_four_browsers_go_through_a_meeting(
    cast: Cast, server: Server, come: Callable[..., Page], complaints: list[str]
) -> None:
    meeting = called(cast)
    erin, bob, alice, carol = (come(cast.erin), come(cast.bob), come(cast.alice, script=WRONG_CLOCK), come(cast.carol))
    everybody = (erin, bob, alice, carol)
    remember(f"{server.url}/meetings/{meeting.pk}/", alice=alice, bob=bob, erin=erin)
    bob.goto(f"{server.url}/meetings/{meeting.pk}/")
    erin.goto(f"{server.url}/meetings/{meeting.pk}/")
    erin.get_by_role("button", name="Start the meeting").click()
    at(erin, "Set the tone")
    bob.get_by_role("link", name="Join the meeting").click()
    for page in (alice, carol):
        page.goto(f"{server.url}/meetings/{meeting.pk}/room/")
    for page in everybody:
        expect(page.locator("#room-people")).to_contain_text("4 of 4 here")
        expect(page.locator("[data-live-status]")).to_have_text("Saved" if page is not carol else "Read only")
    agree(*everybody)

    _overview(erin, bob, alice, carol)
    _cause(meeting, erin, bob, alice, server, complaints)
    _actions(erin, bob, alice)
    _lost(meeting, cast, erin, bob, carol)
    _end(meeting, bob, alice, carol)
    # Of the server that was away in between, a browser may have told late.
    complaints[:] = [each for each in complaints if "ERR_CONNECTION_REFUSED" not in each]


def _overview(erin: Page, bob: Page, alice: Page, carol: Page) -> None:
    """The facilitator turns by a key, and all follow; hands, a question in silence, the parking lot."""
    erin.locator("#stage").focus()
    erin.keyboard.press("n")
    for page in (erin, bob, alice, carol):
        at(page, "Overview and timeline")
    reveal(erin, bob, alice, carol)
    hand_over(erin, bob)
    carol.locator("#main").focus()
    carol.keyboard.press("h")
    expect(erin.locator(".queue")).to_contain_text("@carol")
    erin.get_by_role("button", name="Has spoken").click()
    expect(carol.locator("#my-hand")).to_contain_text("Raise my hand")
    carol.keyboard.press("p")
    carol.keyboard.type("Which pool is the default?")
    carol.keyboard.press("Enter")
    expect(alice.locator("#room-parked")).to_contain_text("Which pool is the default?")
    erin.get_by_text("Have everybody write before").click()
    erin.get_by_label("Question", exact=True).fill("What surprised you?")
    erin.get_by_role("button", name="Ask", exact=True).click()
    for page, words in ((alice, "The quiet"), (bob, "The pool")):
        page.get_by_label("My answer").fill(words)
        page.get_by_role("button", name="Keep my answer").click()
    expect(erin.locator("#room-silent")).to_contain_text("2 of 4 wrote")
    expect(bob.locator("#room-silent")).not_to_contain_text("The quiet")
    erin.locator("#reveal").click()
    expect(bob.locator("#room-silent")).to_contain_text("The quiet")
    # A reload leads back to the item at hand.
    alice.reload()
    at(alice, "Overview and timeline")
    agree(erin, bob, alice, carol)


def _cause(meeting: Meeting, erin: Page, bob: Page, alice: Page, server: Server, complaints: list[str]) -> None:
    """The section at hand is written live; the clock stands, goes on, is given more, and outlives the server."""
    text = bob.locator("#section-what_happened .cm-content")
    text.click()
    bob.keyboard.type("The pool ran dry.")
    expect(alice.locator("#section-what_happened .cm-content")).to_contain_text("The pool ran dry.")
    erin.locator("#next").click()
    for page in (erin, bob, alice):
        at(page, "Root cause")
        expect(page.locator("#section-why")).to_be_visible()
        expect(page.locator("#section-what_happened")).to_be_hidden()
    erin.locator("#main").focus()
    erin.keyboard.press("Space")
    expect(bob.locator("[data-timer-words]")).to_contain_text("paused")
    erin.keyboard.press("Space")
    erin.locator("#extend").click()
    for page in (erin, bob, alice):
        expect(page.locator("[data-timer-words]")).to_have_text("left of 25 min")
    before, so_far = Step.objects.get(meeting=meeting, is_current=True), len(complaints)
    server.stop()
    server.start()
    after = Step.objects.get(meeting=meeting, is_current=True)
    assert (after.running_since, after.spent) == (before.running_since, before.spent)
    for page in (erin, bob, alice):
        expect(page.locator("[data-live-status]")).to_have_text("Saved")
    agree(erin, bob, alice)
    # Browsers complain of a server that is away, and rightly.
    del complaints[so_far:]


def _actions(erin: Page, bob: Page, alice: Page) -> None:
    """One line makes an action, with the handle completed."""
    for name in ("What went well", "What could be improved", "Action items"):
        erin.locator("#next").click()
        at(erin, name)
        at(alice, name)
    bob.locator("#main").focus()
    bob.keyboard.press("a")
    bob.keyboard.type("Alert when the pool is 80 percent full @al")
    expect(bob.locator("#understood [data-complete]").first).to_have_text("@alice")
    # The line is not sent while its handle is only begun.
    bob.keyboard.press("Enter")
    expect(bob.locator("#quick-text")).to_have_value("Alert when the pool is 80 percent full @alice ")
    bob.keyboard.type("fri !high")
    expect(bob.locator("#understood")).to_contain_text("High")
    bob.keyboard.press("Enter")
    for page in (erin, alice):
        expect(page.locator("#room-captured")).to_contain_text("Alert when the pool is 80 percent full")
    expect(bob.locator("#quick-text")).to_have_value("")
    expect(bob.locator("#understood")).to_have_text("@who, when, !how")
    assert Action.objects.get().priority == "high"


def _lost(meeting: Meeting, cast: Cast, erin: Page, bob: Page, carol: Page) -> None:
    """The facilitator's browser is gone: after a while another takes over, and all follow that one."""
    expect(bob.get_by_role("button", name="Facilitate")).to_be_hidden()
    erin.context.close()
    Attendee.objects.filter(meeting=meeting, user=cast.erin).update(seen_at=clock.now() - GONE)
    workflow.be_here(meeting, by=cast.lena)
    bob.get_by_role("button", name="Facilitate").click()
    expect(bob.locator("#next")).to_be_visible()
    expect(carol.locator("#room-people")).to_contain_text("Left")
    bob.locator("#next").click()
    at(carol, "Wrap-up")


def _end(meeting: Meeting, bob: Page, alice: Page, carol: Page) -> None:
    bob.get_by_role("link", name="End meeting").click()
    bob.get_by_role("button", name="End meeting").click()
    expect(bob.get_by_role("heading", name="Minutes")).to_be_visible()
    for page in (alice, carol):
        expect(page.get_by_role("heading", name="Minutes")).to_be_visible()
        expect(page.locator("main")).to_contain_text("Alert when the pool is 80 percent full")
    assert Meeting.objects.get(pk=meeting.pk).state == "ended"


def test_the_room_has_nothing_to_mend(cast: Cast, server: Server, come: Callable[..., Page]) -> None:
    meeting = workflow.start(called(cast), by=cast.erin)
    workflow.ask_silently(meeting, by=cast.erin, text="What surprised you?")
    workflow.write_down(meeting, by=cast.bob, kind="parked", text="Which pool is the default? " * 10)
    workflow.capture(meeting, by=cast.bob, title="Improve monitoring")
    page = come(cast.erin)
    page.goto(f"{server.url}/meetings/{meeting.pk}/room/")
    expect(page.locator("[data-live-status]")).to_have_text("Saved")
    examine(page, on_phones=True)
