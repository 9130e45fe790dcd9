"""A draft is moved to a newer version of its template while people type in it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from postmortems import workflow
from postmortems.models import Postmortem, Template, TemplateVersion
from tests.browser.scenes.together import KEY, SAVED, add, at_end, box, edit, kept, says, text
from tests.builders.postmortems import a_draft, section, write
from tests.cast import Cast

pytestmark = pytest.mark.browser
WORDS = 40


@pytest.fixture
def draft(stack: str, cast: Cast) -> Postmortem:
    postmortem = a_draft(cast)
    for key, body in ((KEY, "The pool ran dry."), ("resolution", "It was rolled back."), ("lucky", "It was a Sunday.")):
        write(postmortem, key, body, by=cast.alice)
    return postmortem


def a_newer_version(cast: Cast) -> TemplateVersion:
    """Without two of the sections that are typed in, with another title for the third, and a new one."""
    version = workflow.open_draft(Template.objects.get(slug="standard"), by=cast.root)
    renamed = version.sections.get(key=KEY)
    workflow.edit_section(renamed, by=cast.root, edits=renamed.edits, title="The story")
    for key in ("resolution", "lucky"):
        workflow.remove_section(version.sections.get(key=key), by=cast.root)
    workflow.add_section(version, by=cast.root, title="What customers saw")
    return workflow.publish_template(version, by=cast.root)


def test_no_word_is_lost(visit: Callable[..., Page], other_url: str, cast: Cast, draft: Postmortem) -> None:
    alice, bob = edit(visit(cast.alice), draft), edit(visit(cast.bob), draft, at=other_url)
    at_end(alice)
    at_end(bob, "resolution")
    for number in range(WORDS):
        alice.keyboard.type(f" hers{number}")
        if number == WORDS // 2:
            workflow.move_to_version(draft, by=cast.alice, version=a_newer_version(cast))
        bob.keyboard.type(f" his{number}")
    add(bob, " A late thought.", "lucky")
    for page in (alice, bob):
        says(page, SAVED)
    expect(box(alice, "resolution")).to_contain_text(f"his{WORDS - 1}")
    for page in (alice, bob):
        assert [text(page, key) for key in (KEY, "resolution", "lucky")] == [
            kept(draft, key) for key in (KEY, "resolution", "lucky")
        ]
    again = edit(alice, draft)
    expect(again.get_by_role("heading", name="The story")).to_be_visible()
    expect(again.get_by_role("heading", name="What customers saw")).to_be_visible()
    for key, start, whose in ((KEY, "The pool ran dry.", "hers"), ("resolution", "It was rolled back.", "his")):
        whole = start + "".join(f" {whose}{number}" for number in range(WORDS))
        assert section(draft, key).body == kept(draft, key) == text(again, key) == whole
    assert text(again, "lucky") == section(draft, "lucky").body == "It was a Sunday. A late thought."
