"""The round before a meeting: two write what they remember, nobody reads it, the beginning shows it to all."""

from playwright.sync_api import Page, expect

SAW = {"alice": "Customers wrote to support, no graph had moved", "bob": "The error rate stood at ninety per cent"}


def remember(address: str, *, alice: Page, bob: Page, erin: Page) -> None:
    for page, handle in ((alice, "alice"), (bob, "bob")):
        page.goto(address)
        page.get_by_role("link", name="Write it down").click()
        page.get_by_label("Which moment").select_option(index=1)
        # Nothing is pressed: it is kept as one types.
        page.get_by_label("What I saw").fill(SAW[handle])
        expect(page.locator(".kept")).to_contain_text("Only you can read it")
        page.reload()
        expect(page.get_by_label("What I saw").first).to_have_value(SAW[handle])
    erin.goto(f"{address}recollections/")
    expect(erin.locator("main")).to_contain_text("2 of 3 have answered: @")
    for words in SAW.values():
        expect(erin.locator("main")).not_to_contain_text(words)


def reveal(erin: Page, bob: Page, *others: Page) -> None:
    """In lanes on every screen; a difference becomes a question of the agenda by one click."""
    for page in (erin, bob, *others):
        for words in SAW.values():
            expect(page.locator("#room-lanes")).to_contain_text(words)
    erin.locator("#room-lanes").get_by_role("button", name="Put on the agenda").first.click()
    for page in (erin, bob, *others):
        expect(page.locator("#room-asked")).to_contain_text("looked different to @alice, @bob")
    bob.locator("#room-asked").get_by_role("button", name="Talked about").click()
    expect(erin.locator("#room-asked .state")).to_have_attribute("data-s", "done")


def hand_over(erin: Page, bob: Page) -> None:
    """And back, by keys alone."""
    for giver, taker, handle in ((erin, bob, "bob"), (bob, erin, "erin")):
        giver.locator("#main").focus()
        giver.keyboard.press("f")
        giver.get_by_role("button", name=f"Ask @{handle}").press("Enter")
        expect(taker.locator("#accept")).to_be_visible()
        taker.locator("#main").focus()
        taker.keyboard.press("f")
        expect(taker.locator("#next")).to_be_visible()
        expect(giver.locator("#next")).to_be_hidden()
