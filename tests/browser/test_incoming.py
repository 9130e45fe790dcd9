"""What came in, by hand: picking for the timeline, files that are chosen, dropped and pasted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from incidents.models import Attachment, Incident, TimelineEntry
from signals import workflow
from signals.chatting import Said
from tests.browser.examining import examine
from tests.builders.images import a_png
from tests.builders.incidents import an_incident, at
from tests.builders.signals import a_hook, an_alert
from tests.cast import Cast

pytestmark = pytest.mark.browser

# Files come into a page as a browser's own object, made of bytes that the test gives it.
GIVE = """([kind, name, bytes]) => {
  const given = new DataTransfer();
  given.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const target = document.querySelector("h1");
  const event = kind === "drop"
    ? new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true })
    : new ClipboardEvent("paste", { clipboardData: given, bubbles: true, cancelable: true });
  target.dispatchEvent(event);
}"""


def told(cast: Cast) -> Incident:
    incident = an_incident(cast)
    hook = a_hook(cast, rule="attach", sets_milestones=False)
    hook.post(an_alert(starts_at=at(2)))
    workflow.sweep()
    said = [
        Said("1", at(20), "ines", "Root cause: the pool leaks"),
        Said("2", at(25), "tomas", "Decision: we roll back"),
    ]
    workflow.add_chat(incident, by=cast.alice, name="#inc-1", said=said, digest="1")
    return incident


def test_it_brings_what_people_pick_onto_the_timeline(enter: Callable[..., Page], cast: Cast) -> None:
    incident, page = told(cast), enter(cast.bob)
    page.goto(incident.get_absolute_url())
    expect(page.locator("#incoming")).to_contain_text("2 messages, 0 used")
    page.get_by_role("link", name="Pick for the timeline").click()
    page.get_by_role("checkbox", name="Card latency").check()
    page.get_by_role("checkbox", name="Decision").click(modifiers=["Shift"])
    expect(page.get_by_text("3 picked")).to_be_visible()
    page.get_by_role("button", name="Word each").click()
    page.get_by_label("What happened").first.fill("The pager rang")
    page.get_by_role("button", name="Add to the timeline").click()
    expect(page.locator("[data-toast]")).to_contain_text("3 entries added")
    assert TimelineEntry.objects.kept().count() == 3
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-toast]")).to_contain_text("3 taken back")
    assert not TimelineEntry.objects.kept().exists()


def test_it_takes_files_by_every_way(enter: Callable[..., Page], cast: Cast) -> None:
    incident, page = an_incident(cast), enter(cast.bob)
    page.goto(incident.get_absolute_url())
    files = page.locator("#attachments")
    with page.expect_file_chooser() as chooser:
        files.get_by_role("link", name="Add files").click()
    log = FilePayload(name="api.log", mimeType="text/plain", buffer=b"10:30 pool exhausted\n")
    chooser.value.set_files([log])
    expect(files.get_by_role("link", name="api.log")).to_be_visible()
    page.evaluate(GIVE, ["drop", "dropped.png", list(a_png())])
    expect(files.get_by_role("link", name="dropped.png")).to_be_visible()
    page.evaluate(GIVE, ["paste", "broken.png", list(a_png()[:40])])
    expect(files).to_contain_text("breaks off")
    assert Attachment.objects.count() == 2
    files.get_by_role("button", name="Remove api.log").click()
    expect(page.locator("[data-toast]")).to_contain_text("File removed")
    expect(page.get_by_role("link", name="api.log")).to_have_count(0)
    page.locator("[data-toast]").get_by_role("button", name="Undo").click()
    expect(page.locator("[data-toast]")).to_contain_text("File is back")
    expect(page.get_by_role("link", name="api.log")).to_be_visible()


def test_it_can_be_read_by_everybody(enter: Callable[..., Page], cast: Cast) -> None:
    incident, page = told(cast), enter(cast.bob)
    refs = "&".join(f"pick={item}" for item in (f"message-{row.pk}" for row in incident.chat_messages.all()))
    for address in (f"{reverse('signals:promote', args=[incident.reference])}?{refs}", incident.get_absolute_url()):
        page.goto(address)
        if "promote" not in address:
            expect(page.locator("#incoming")).to_contain_text("Pick for the timeline")
        examine(page)
