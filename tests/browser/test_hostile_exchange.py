"""Hostile Markdown through the preview of an import and through every export, in a browser: nothing runs or loads."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Error, Page

from accounts.models import User
from exchange import workflow
from exchange.models import Import
from exchange.writing.packing import one
from postmortems.models import Postmortem
from tests.cast import Cast
from tests.exchange.corpus import CORPUS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VECTORS = CORPUS / "markup" / "xss.jsonl"
at_hand = pytest.mark.skipif(not VECTORS.is_file(), reason="DEBRIEF_CORPUS names no folder of hostile markup")
PER_SECTION = 120


def hostile() -> str:
    """Every vector, in a write-up with a timeline and actions of them too."""
    inputs = [json.loads(line)["input"] for line in VECTORS.read_text().split("\n") if line]
    lines = ["# Hostile <img src=x onerror=alert(1)>", "", "On 2020-01-02 it broke.", "", "## Timeline", ""]
    flat = [" ".join(each.split()) for each in inputs]
    lines += [f"- 10:{number % 60:02} UTC {each}" for number, each in enumerate(flat[:200])]
    lines += ["", "## Action items", "", *(f"- {each}" for each in flat[200:260])]
    for start in range(0, len(inputs), PER_SECTION):
        lines += ["", f"## Part {start}", ""]
        lines += [piece for each in inputs[start : start + PER_SECTION] for piece in (each, "", "")]
    return "\n".join(lines)


class Watch:
    """What a page did that it must not."""

    def __init__(self, page: Page, allowed: str) -> None:
        self.faults: list[str] = []
        page.on("dialog", self._spoke)
        page.on("request", lambda request: self._asked(request.url, allowed))

    def _spoke(self, dialog: Dialog) -> None:
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _asked(self, url: str, allowed: str) -> None:
        if not url.startswith((allowed, "data:", "blob:", "about:")):
            self.faults.append(url)


@at_hand
def test_nothing_in_it_runs_or_loads(enter: Callable[[User], Page], cast: Cast, base_url: str, tmp_path: Path) -> None:
    batch = workflow.receive(by=cast.alice, name="hostile.md", data=hostile().encode())
    workflow.read_waiting(batch.pk)
    page = enter(cast.alice)
    watch = Watch(page, base_url)
    file = batch.files.get()
    page.goto(file.get_absolute_url())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.wait_for_load_state("networkidle")
    assert watch.faults == []
    options = {"publish": "published", "open_actions": "closed", "template": "standard", "visibility": "organisation"}
    workflow.start_saving(Import.objects.get(), by=cast.alice, options=options)
    workflow.save_chosen(batch.pk)
    file.refresh_from_db()
    assert file.state == "saved", file.problem
    postmortem = Postmortem.objects.select_related("incident").get()
    page.goto(postmortem.get_absolute_url())
    page.wait_for_load_state("networkidle")
    assert watch.faults == []
    exported = tmp_path / "export.html"
    exported.write_bytes(one(postmortem, "html", reader=cast.alice).data)
    bare = page.context.new_page()
    seen = Watch(bare, exported.as_uri())
    bare.goto(exported.as_uri())
    bare.wait_for_load_state("networkidle")
    assert seen.faults == []
    armed = "script, iframe, object, embed, base, form, [onerror], [onload], [onclick], a[href^='javascript' i]"
    assert bare.locator(armed).count() == 0
    assert_json_is_only_saved(page, bare, postmortem, tmp_path)
    assert watch.faults == [] and all(each.startswith("file:") for each in seen.faults)
    data = one(postmortem, "pdf", reader=cast.alice).data
    assert data.startswith(b"%PDF-") and b"/JavaScript" not in data and b"/JS " not in data
    assert b"/EmbeddedFile" not in data and b"/Launch" not in data


def assert_json_is_only_saved(page: Page, bare: Page, postmortem: Postmortem, folder: Path) -> None:
    """Never shown in our own place, and harmless where the browser shows the saved file."""
    with page.expect_download() as saved, contextlib.suppress(Error):
        page.goto(f"{postmortem.get_absolute_url()}export/json/")
    kept = folder / "export.json"
    saved.value.save_as(kept)
    assert json.loads(kept.read_bytes())["content"]["title"]
    bare.goto(kept.as_uri())
    bare.wait_for_load_state("networkidle")
    assert bare.locator("script, img, iframe").count() == 0
