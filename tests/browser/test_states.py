"""What nobody plans for: nothing there yet, too much of it, errors, and what opens over a page."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from actions import workflow as actions
from incidents import workflow as incidents
from postmortems import workflow as write_ups
from tests.browser.examining import examine, mended
from tests.browser.scenes.gestures import ask, dialog
from tests.builders.actions import an_action
from tests.builders.incidents import a_resolved_incident, an_entry, an_incident
from tests.builders.postmortems import a_draft, write
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]

LISTS = (
    "/",
    "/incidents/",
    "/library/",
    "/reviews/",
    "/actions/",
    "/actions/board/",
    "/summaries/",
    "/inbox/",
    "/services/?archived",
)
# As long as the fields take, without a place to break.
WORD = "Unbreakable" * 18
TEXT = f"{WORD}\n\n```\n{WORD * 3}\n```\n\n| a | b |\n| --- | --- |\n| {WORD} | {WORD} |\n\n- {WORD}\n"


def test_it_invites_where_nothing_is_there_yet(enter: Enter, cast: Cast) -> None:
    page = enter(cast.alice)
    for address in LISTS:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        mended(page)


def test_it_says_which_filter_leaves_nothing(enter: Enter, cast: Cast) -> None:
    an_incident(cast)
    page = enter(cast.alice)
    for address in ("/incidents/?q=nothing+like+it", "/actions/?owner=carol"):
        page.goto(address)
        expect(page.locator("#results .empty")).to_be_visible()
    page.locator("#results .empty").get_by_role("link").click()
    expect(page.locator("#results")).to_be_visible()


def test_it_shows_a_bare_incident_and_a_bare_draft(enter: Enter, cast: Cast) -> None:
    draft = a_draft(cast)
    page = enter(cast.alice)
    for address in (f"/incidents/{draft.incident.reference}/", f"/postmortems/{draft.incident.reference}/"):
        page.goto(address)
        mended(page)


def test_it_holds_the_longest_words(enter: Enter, cast: Cast) -> None:
    cast.bob.name = "B" * 80
    cast.bob.save()
    incident = a_resolved_incident(cast, title=WORD[:200], summary=WORD)
    an_entry(incident, cast, text=TEXT, who=WORD[:200], told=WORD[:200], kind="decision", known=WORD)
    incidents.add_link(incident, by=cast.alice, label=WORD[:120], url=f"https://x.example/{WORD}")
    incidents.tag(incident, by=cast.alice, tags=[("cause", "T" * 60)])
    draft = a_draft(cast, incident=incident)
    write(draft, "what_happened", TEXT, by=cast.alice)
    write_ups.add_figure(draft, by=cast.alice, area="customer", label=WORD[:80], value=WORD[:40], detail=WORD[:80])
    write_ups.add_why(draft, by=cast.alice, question=WORD[:200], answer=WORD)
    write_ups.add_factor(draft, by=cast.alice, category="people", text=WORD)
    action = actions.create(by=cast.alice, title=WORD[:200], owner=cast.bob, incident=incident, ticket=WORD[:40])
    actions.log_update(action, by=cast.alice, text=WORD)
    page = enter(cast.alice)
    reference = incident.reference
    for address in (
        "/",
        "/incidents/",
        f"/incidents/{reference}/",
        f"/postmortems/{reference}/",
        f"/postmortems/{reference}/edit/?view=split",
        "/actions/",
        "/actions/board/",
        f"/actions/{action.number}/",
        "/people/bob/",
    ):
        for width in (390, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)
        mended(page)


def test_it_offers_a_viewer_nothing_to_write(enter: Enter, cast: Cast) -> None:
    draft = a_draft(cast)
    reference, number = draft.incident.reference, an_action(cast).number
    page = enter(cast.carol)
    for address in (
        "/",
        "/incidents/",
        f"/incidents/{reference}/",
        f"/postmortems/{reference}/",
        f"/actions/{number}/",
    ):
        page.goto(address)
        expect(page.get_by_role("link", name=re.compile("New|Add|Edit|Start|Continue|Decide|Log"))).to_have_count(0)
        mended(page)


def test_it_says_what_is_wrong_and_what_helps(enter: Enter, cast: Cast) -> None:
    page = enter(cast.carol)
    page.goto("/incidents/INC-4711/")
    expect(page.get_by_role("searchbox")).to_be_visible()
    examine(page, on_phones=True)
    page.goto("/settings/outbox/")
    expect(page.locator("main")).to_contain_text("@root")
    examine(page, on_phones=True)


@pytest.mark.parametrize("opened", ["entry", "severity", "palette", "shortcuts", "menu", "tabs"])
def test_it_opens_over_a_page(opened: str, enter: Enter, cast: Cast) -> None:
    incident = an_incident(cast)
    page = enter(cast.alice)
    page.goto(f"/incidents/{incident.reference}/")
    if opened == "entry":
        ask(page, "Add entry").get_by_text("If this is a decision").click()
    elif opened == "severity":
        ask(page, "Change severity", page.locator("#head"))
    elif opened == "palette":
        page.keyboard.press("Control+k")
        dialog(page).get_by_role("combobox").press_sequentially("card")
        expect(dialog(page).get_by_role("option").first).to_be_visible()
    elif opened == "shortcuts":
        page.keyboard.press("?")
        dialog(page)
    elif opened == "menu":
        page.locator("#menu summary").click()
    else:
        page.set_viewport_size({"width": 390, "height": 844})
        page.locator(".mobile-tabs summary").click()
        expect(page.locator(".mobile-tabs .menu")).to_be_visible()
    examine(page, on_phones=True)


def test_it_shows_errors_in_forms_and_dialogs(enter: Enter, cast: Cast) -> None:
    action = an_action(cast)
    page = enter(cast.alice)
    page.goto("/actions/new/")
    page.locator("main button[type=submit]").last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    examine(page, on_phones=True)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"/actions/{action.number}/")
    box = ask(page, "Decide")
    box.locator("button[type=submit]").click()
    expect(box.get_by_role("alert")).to_be_visible()
    examine(page, on_phones=True)
