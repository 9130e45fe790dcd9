"""Writing where several people write, lines fail and sessions end: no text is lost."""

import re
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from postmortems.models import Postmortem
from tests.browser.scenes.gestures import ask, closed
from tests.builders.postmortems import a_draft, section, write
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.browser

KEY = "what_happened"


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    write(postmortem, KEY, "The pool ran dry.", by=cast.alice)
    return postmortem


def opened(page: Page, draft: Postmortem) -> Locator:
    """The section in the editor; questions about leaving the page are answered with yes."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"/postmortems/{draft.incident.reference}/edit/")
    return page.locator(f"#section-{KEY}")


def typed(part: Locator, text: str) -> Locator:
    """Types and leaves the field; answers what the indicator is."""
    box = part.get_by_role("textbox")
    box.fill(text)
    box.blur()
    return part.locator("[data-autosave-state]")


def kept(draft: Postmortem) -> str:
    return section(draft, KEY).body


def test_it_saves_as_one_writes(enter: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    part = opened(enter(cast.alice), draft)
    expect(typed(part, "The pool ran dry at ten.")).to_have_text(re.compile(r"Saved \d\d:\d\d"))
    assert kept(draft) == "The pool ran dry at ten."


def test_it_loses_nobodys_text_when_two_save_the_same_section(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    alice, bob = visit(cast.alice), visit(cast.bob)
    hers, his = opened(alice, draft), opened(bob, draft)
    expect(typed(hers, "The pool ran dry because a release held connections.")).to_contain_text("Saved")
    expect(typed(his, "The pool ran dry within half an hour.")).to_contain_text("somebody else changed this")

    both = his.locator("[data-settles]")
    expect(both).to_contain_text("because a release held connections")
    expect(both).to_contain_text("within half an hour")
    expect(his.get_by_role("textbox")).to_have_value("The pool ran dry within half an hour.")
    assert kept(draft) == "The pool ran dry because a release held connections."

    his.get_by_role("textbox").fill("The pool ran dry within half an hour because a release held connections.")
    both.get_by_role("button", name="Save the text above").click()
    expect(bob.locator("[data-toast]")).to_contain_text("One text kept")
    assert kept(draft) == "The pool ran dry within half an hour because a release held connections."
    part = bob.locator(f"#section-{KEY}")
    expect(typed(part, kept(draft) + " It is closed now.")).to_contain_text("Saved")
    part.get_by_role("link", name="set aside").click()
    expect(bob.locator("main")).to_contain_text("The pool ran dry within half an hour.")


def test_it_keeps_what_is_typed_offline_until_the_line_is_back(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem, complaints: list[str]
) -> None:
    page = enter(cast.alice)
    part = opened(page, draft)
    page.context.set_offline(True)
    expect(typed(part, "Typed in a tunnel.")).to_have_text("Offline. Kept in this browser.")
    assert kept(draft) == "The pool ran dry."
    page.context.set_offline(False)
    expect(part.locator("[data-autosave-state]")).to_contain_text("Saved")
    assert kept(draft) == "Typed in a tunnel."
    complaints.clear()


def test_it_brings_back_what_a_reload_found_unsaved(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem, complaints: list[str]
) -> None:
    page = enter(cast.alice)
    part = opened(page, draft)
    page.route("**/sections/**", lambda route: route.abort())
    expect(typed(part, "Typed while the server was away.")).to_contain_text("Kept in this browser")
    page.unroute("**/sections/**")
    page.reload()
    expect(part.get_by_role("textbox")).to_have_value("The pool ran dry.")
    part.get_by_role("button", name="Bring it back").click()
    expect(part.locator("[data-autosave-state]")).to_contain_text("Saved")
    assert kept(draft) == "Typed while the server was away."
    complaints.clear()


def test_it_saves_once_one_has_signed_in_again_beside_it(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    page = enter(cast.alice)
    part = opened(page, draft)
    Session.objects.all().delete()
    state = typed(part, "Typed after the session had ended.")
    expect(state).to_contain_text("you are signed out")
    with page.expect_popup() as other:
        state.get_by_role("link", name="Sign in").click()
    sign_in(other.value, cast.alice)
    other.value.wait_for_url("**/edit/")
    expect(state).to_contain_text("Saved")
    assert kept(draft) == "Typed after the session had ended."


def sign_in(page: Page, user: User) -> None:
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_it_keeps_an_open_dialog_when_the_session_has_ended(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    page = enter(cast.alice)
    opened(page, draft)
    box = ask(page, "Ask the first why")
    box.get_by_label("Question").fill("Why did nobody know?")
    Session.objects.all().delete()
    box.locator("button[type=submit]").click()
    expect(box.get_by_role("alert")).to_contain_text("You are signed out")
    with page.expect_popup() as other:
        box.get_by_role("alert").get_by_role("link", name="Sign in").click()
    sign_in(other.value, cast.alice)
    other.value.wait_for_url("**/edit/")
    box.locator("button[type=submit]").click()
    closed(page)
    expect(page.locator("#block-whys")).to_contain_text("Why did nobody know?")


def test_it_marks_up_what_is_selected(enter: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    page = enter(cast.alice)
    part = opened(page, draft)
    part.get_by_role("textbox").select_text()
    page.get_by_role("toolbar", name="Formatting").get_by_role("button", name="Bold").click()
    expect(part.get_by_role("textbox")).to_have_value("**The pool ran dry.**")
    page.keyboard.press("Control+s")
    expect(part.locator("[data-autosave-state]")).to_contain_text("Saved")
    page.get_by_role("navigation", name="View").get_by_role("link", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("The pool ran dry.")
