"""Files that are sent: how much has arrived, what is wrong with them, and that they stay chosen."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.browser.examining import examine
from tests.browser.scenes.gestures import told
from tests.builders.incidents import STARTED, an_incident
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]


def an_export(channels: list[str]) -> bytes:
    packed = io.BytesIO()
    said = [{"type": "message", "user": "U1", "text": "Rates look old", "ts": f"{STARTED.timestamp():.6f}"}]
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("users.json", json.dumps([{"id": "U1", "profile": {"display_name": "alice"}}]))
        for channel in channels:
            made.writestr(f"{channel}/{STARTED.date()}.json", json.dumps(said))
    return packed.getvalue()


def test_a_file_stays_chosen_while_the_rest_is_put_right(enter: Enter, cast: Cast) -> None:
    incident = an_incident(cast)
    page = enter(cast.alice)
    page.goto(f"/incidents/{incident.reference}/chats/new/")
    expect(page.locator("html[data-ready]")).to_be_attached()
    sent = {"name": "export.zip", "mimeType": "application/zip", "buffer": an_export(["general", "inc-rates"])}
    page.get_by_label("Slack export").set_input_files(sent)  # type: ignore[arg-type]
    page.get_by_role("button", name="Add the chat").click()
    expect(page.get_by_role("alert")).to_contain_text("#inc-rates")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Channel").fill("inc-rates")
    page.get_by_role("button", name="Add the chat").click()
    page.wait_for_url("**/tray/?show=messages")
    told(page, "1 messages of #inc-rates")


def test_a_large_file_says_how_much_has_arrived(enter: Enter, cast: Cast, tmp_path: Path) -> None:
    large = tmp_path / "large.zip"
    large.write_bytes(bytes(8_000_000))
    page = enter(cast.alice)
    page.goto("/import/")
    expect(page.locator("html[data-ready]")).to_be_attached()
    field, button = page.locator("input[type=file]"), page.get_by_role("button", name="Read it")
    line = page.locator("form[data-upload] [role=status]")
    devices = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 2_000_000}
    devices.send("Network.enable")
    devices.send("Network.emulateNetworkConditions", slow)
    field.set_input_files(large)
    button.click()
    expect(line).to_contain_text("0 % sent")
    expect(page.get_by_role("progressbar", name="Sent")).to_be_visible()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(line).to_be_hidden()
    examine(page, on_phones=True)
