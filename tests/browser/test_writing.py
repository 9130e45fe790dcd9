"""Writing where sessions end: nothing that was typed is lost."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from accounts.models import User
from live import rights
from postmortems.models import Postmortem
from tests.browser.scenes.gestures import ask, closed
from tests.browser.scenes.together import KEY, OFFLINE, SAVED, add, box, edit, kept, says
from tests.builders.postmortems import a_draft, write
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    write(postmortem, KEY, "The pool ran dry.", by=cast.alice)
    return postmortem


def test_it_saves_once_one_has_signed_in_again_beside_it(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem, complaints: list[str]
) -> None:
    page = edit(enter(cast.alice), draft)
    page.context.set_offline(True)
    add(page, " Typed as the session ended.")
    says(page, OFFLINE)
    Session.objects.all().delete()
    page.context.set_offline(False)
    says(page, "Could not save, copy it")
    with page.expect_popup() as other:
        page.get_by_role("link", name="Sign in").click()
    sign_in(other.value, cast.alice)
    other.value.wait_for_url("**/edit/")
    says(page, SAVED)
    assert kept(draft) == "The pool ran dry. Typed as the session ended."
    complaints.clear()


def test_it_notices_at_once_that_one_was_signed_out(enter: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    page = edit(enter(cast.alice), draft)
    Session.objects.all().delete()
    rights.changed()
    says(page, "Read only")
    expect(box(page)).to_have_attribute("contenteditable", "false")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


def sign_in(page: Page, user: User) -> None:
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_it_keeps_an_open_dialog_when_the_session_has_ended(
    enter: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    page = enter(cast.alice)
    edit(page, draft)
    form = ask(page, "Ask the first why")
    form.get_by_label("Question").fill("Why did nobody know?")
    Session.objects.all().delete()
    form.locator("button[type=submit]").click()
    expect(form.get_by_role("alert")).to_contain_text("You are signed out")
    with page.expect_popup() as other:
        form.get_by_role("alert").get_by_role("link", name="Sign in").click()
    sign_in(other.value, cast.alice)
    other.value.wait_for_url("**/edit/")
    form.locator("button[type=submit]").click()
    closed(page)
    expect(page.locator("#block-whys")).to_contain_text("Why did nobody know?")


def test_it_marks_up_what_is_selected(enter: Callable[..., Page], cast: Cast, draft: Postmortem) -> None:
    page = edit(enter(cast.alice), draft)
    box(page).click()
    page.keyboard.press("ControlOrMeta+a")
    page.get_by_role("toolbar", name="Formatting").get_by_role("button", name="Bold").click()
    says(page, SAVED)
    assert kept(draft) == "**The pool ran dry.**"
    page.keyboard.press("ControlOrMeta+b")
    says(page, SAVED)
    assert kept(draft) == "The pool ran dry."
    page.get_by_role("button", name="Bold").click()
    page.get_by_role("navigation", name="View").get_by_role("link", name="Preview").click()
    expect(page.locator("#preview strong")).to_have_text("The pool ran dry.")
