"""Hundreds of edits without a line, and what becomes of them when it is back."""

import re

import pytest
from playwright.sync_api import Page, expect

from postmortems.models import Postmortem
from tests.browser.scenes.together import KEY, OFFLINE, SAVED, add, at_end, box, edit, kept, says, text
from tests.builders.postmortems import section

pytestmark = pytest.mark.browser
EDITS = 500
# Each is an edit of its own, with a place of its own: nothing joins them on their way into the document.
TYPED = """([count]) => {
  for (let n = 0; n < count; n++) {
    document.execCommand("insertText", false, ` e${n};`);
    if (n % 10 === 9) document.execCommand("insertParagraph");
  }
}"""


def test_each_of_five_hundred_edits_is_there_once(
    alice: Page, bob: Page, draft: Postmortem, complaints: list[str]
) -> None:
    bob.context.set_offline(True)
    add(bob, " Offline:")
    says(bob, OFFLINE)
    bob.evaluate(TYPED, [EDITS])
    add(alice, " Meanwhile.", "lessons")
    says(alice, SAVED)
    assert "e0;" not in kept(draft)
    bob.context.set_offline(False)
    says(bob, SAVED)
    expect(box(alice)).to_contain_text(f"e{EDITS - 1};")
    expect(box(bob, "lessons")).to_contain_text("Meanwhile.")
    found = kept(draft)
    assert re.findall(r"e(\d+);", found) == [str(number) for number in range(EDITS)]
    says(alice, SAVED)
    assert bob.evaluate("Object.keys(localStorage).filter(key => key.startsWith('debrief:live')).length") == 0
    again = edit(bob, draft)
    assert section(draft, KEY).body == kept(draft) == found
    at_end(again)
    expect(box(again)).to_contain_text(f"e{EDITS - 1};")
    assert not text(again).count("Meanwhile")
    complaints.clear()
