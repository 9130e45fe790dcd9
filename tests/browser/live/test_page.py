"""The page around the text: what is put in, blocks that others change, how one leaves, and how it fails."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, WebSocketRoute, expect

from live import store
from postmortems import workflow
from postmortems.models import Postmortem
from tests.browser.scenes.gestures import ask, closed
from tests.browser.scenes.together import KEY, OFFLINE, SAVED, START, add, at_end, box, edit, kept, paste, says, text
from tests.builders.incidents import an_entry
from tests.builders.postmortems import section
from tests.builders.reviews import approved
from tests.cast import Cast

pytestmark = pytest.mark.browser
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def test_it_inserts_what_the_slash_menu_offers(alice: Page, cast: Cast, draft: Postmortem) -> None:
    an_entry(draft.incident, cast, 3, "Errors rise")
    add(alice, "\n/")
    menu = alice.get_by_role("listbox", name="Insert")
    expect(menu.get_by_role("option")).to_have_count(11)
    alice.keyboard.type("tim")
    expect(menu.get_by_role("option", selected=True)).to_contain_text("Timeline")
    alice.keyboard.press("Enter")
    expect(box(alice)).to_contain_text("Errors rise")
    alice.keyboard.type("/table")
    expect(menu.get_by_role("option")).to_have_count(1)
    alice.keyboard.press("Escape")
    expect(menu).to_have_count(0)
    alice.keyboard.press("Enter")
    alice.keyboard.type("/why")
    alice.keyboard.press("Enter")
    expect(alice.get_by_role("dialog").get_by_label("Question")).to_be_focused()
    says(alice, SAVED)
    assert kept(draft).endswith("/table\n")


def test_it_mentions_people(alice: Page, draft: Postmortem) -> None:
    add(alice, " Thanks to @bo")
    expect(alice.get_by_role("option", selected=True)).to_contain_text("@bob")
    alice.keyboard.press("Tab")
    says(alice, SAVED)
    assert kept(draft) == f"{START} Thanks to @bob "


def test_it_makes_markdown_of_a_pasted_table(alice: Page, draft: Postmortem) -> None:
    at_end(alice)
    paste(alice, html="<table><tr><td>Pool</td><td>Size</td></tr><tr><td>a|b</td><td>20</td></tr></table>")
    paste(alice, plain="Pool\tSize\nmain\t40")
    says(alice, SAVED)
    first, second = "| Pool | Size |\n| --- | --- |\n| a\\|b | 20 |", "| Pool | Size |\n| --- | --- |\n| main | 40 |"
    assert kept(draft) == f"{START}\n\n{first}\n\n{second}\n\n"


def test_it_uploads_a_pasted_image(alice: Page, bob: Page, draft: Postmortem) -> None:
    at_end(alice)
    paste(alice, image=DOT)
    expect(box(bob)).to_contain_text("![shot](/")
    bob.get_by_role("link", name="Side by side").click()
    picture = bob.get_by_role("complementary", name="Preview").get_by_role("img", name="shot")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1


def test_it_shows_the_text_as_readers_will_see_it(alice: Page) -> None:
    alice.get_by_role("link", name="Side by side").click()
    preview = alice.get_by_role("complementary", name="Preview")
    expect(preview).to_contain_text(START)
    add(alice, " It was **small**.")
    expect(preview.locator("strong", has_text="small")).to_be_visible()
    box(alice, "lessons").click()
    alice.keyboard.type("A pool needs an alert.")
    expect(preview.get_by_role("heading", name="Lessons learned")).to_be_in_viewport()
    alice.get_by_role("link", name="Write", exact=True).click()
    expect(preview).to_be_hidden()
    expect(box(alice, "lessons")).to_contain_text("A pool needs an alert.")


def test_it_refreshes_blocks_in_place(alice: Page, bob: Page) -> None:
    form = ask(alice, "Add figure")
    form.get_by_label("Figure", exact=True).fill("40")
    other = ask(bob, "Add figure")
    expect(alice.locator("[data-here='block:impact']")).to_contain_text("@bob")
    other.get_by_label("Figure", exact=True).fill("1,200")
    other.get_by_label("Of what").fill("customers could not pay")
    other.locator("button[type=submit]").click()
    closed(bob)
    expect(alice.locator("#block-impact")).to_contain_text("1,200 customers")
    expect(form.get_by_label("Figure", exact=True)).to_have_value("40")
    expect(form.get_by_label("Figure", exact=True)).to_be_focused()


def test_it_leaves_the_text_by_keyboard(alice: Page) -> None:
    at_end(alice)
    alice.keyboard.type("\n- An item")
    alice.keyboard.press("Tab")
    assert text(alice).endswith("  - An item")
    alice.keyboard.press("Escape")
    alice.keyboard.press("Tab")
    expect(box(alice)).not_to_be_focused()


def test_it_stops_when_it_is_locked_under_the_fingers(alice: Page, draft: Postmortem) -> None:
    add(alice, " More.")
    says(alice, SAVED)
    store.lock(draft.document_id)
    says(alice, "Read only")
    expect(box(alice)).to_have_attribute("contenteditable", "false")
    store.unlock(draft.document_id)
    says(alice, SAVED)
    add(alice, " Again.")
    says(alice, SAVED)
    assert kept(draft) == f"{START} More. Again."


def test_it_is_locked_by_publication_before_everybodys_eyes(visit: Callable[..., Page], cast: Cast, stack: str) -> None:
    postmortem = approved(cast)
    page = edit(visit(cast.alice), postmortem)
    workflow.publish(postmortem, by=cast.alice)
    says(page, "Read only")
    expect(page.locator("#editor-state")).to_have_text("Published")
    expect(page.locator("#editor-notices")).to_contain_text("its text is locked")
    expect(page.get_by_role("link", name="Request review")).to_have_count(0)


def test_it_shows_who_is_in_a_row(alice: Page, bob: Page, cast: Cast, draft: Postmortem) -> None:
    workflow.add_figure(draft, by=cast.alice, area="customer", label="customers affected", value="1,200")
    for page in (alice, bob):
        expect(page.locator("#block-impact")).to_contain_text("1,200")
    ask(bob, "Change: customers affected")
    row = alice.get_by_role("listitem").filter(has_text="1,200 customers")
    expect(row).to_contain_text("@bob here")


def test_it_offers_what_could_not_be_saved(alice: Page, draft: Postmortem, complaints: list[str]) -> None:
    alice.context.set_offline(True)
    add(alice, " Too late.")
    says(alice, OFFLINE)
    store.lock(draft.document_id)
    alice.context.set_offline(False)
    says(alice, "Could not save, copy it")
    alice.context.grant_permissions(["clipboard-read", "clipboard-write"])
    alice.get_by_role("button", name="Copy it").click()
    expect(alice.get_by_role("button", name="Copied. Discard it here")).to_be_visible()
    assert f"{START} Too late." in alice.evaluate("navigator.clipboard.readText()")
    assert kept(draft) == START
    complaints.clear()


def test_it_warns_before_signing_out_deletes_what_is_not_saved(
    alice: Page, draft: Postmortem, complaints: list[str]
) -> None:
    alice.context.set_offline(True)
    add(alice, " Not sent.")
    says(alice, OFFLINE)
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    alice.on("dialog", answer)
    alice.evaluate("document.getElementById('sign-out').requestSubmit()")
    assert "not saved yet" in asked[0]
    alice.context.set_offline(False)
    alice.goto("/incidents/")
    assert alice.evaluate("Object.keys(localStorage).filter(key => key.startsWith('debrief:live'))") == []
    complaints.clear()


def test_it_saves_by_the_plain_form_where_sockets_are_blocked(
    visit: Callable[..., Page], cast: Cast, draft: Postmortem
) -> None:
    page = visit(cast.bob)
    page.route_web_socket("**/live/**", lambda socket: refuse(socket))
    page.goto(f"/postmortems/{draft.incident.reference}/edit/")
    workflow.save_section(draft, by=cast.alice, key=KEY, body=f"At ten. {START}", base=START)
    part = page.locator(f"#section-{KEY}")
    part.get_by_role("textbox").fill(f"{START} It was small.")
    part.get_by_role("button", name="Save").click()
    expect(page.locator("[data-toast]")).to_contain_text("Saved")
    assert section(draft).body == f"At ten. {START} It was small."


def refuse(socket: WebSocketRoute) -> None:
    socket.close(code=1013)
