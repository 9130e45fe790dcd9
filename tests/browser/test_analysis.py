"""Whys as a tree and factors on bones: built by keyboard, drawn on every page, whole on phones and on paper."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from accounts.models import User
from kit import clock
from postmortems import workflow
from postmortems.models import Postmortem, Why
from tests.browser.examining import PHONE, WIDE, examine, mended
from tests.browser.scenes.gestures import closed, dialog, told
from tests.builders.postmortems import a_draft
from tests.builders.reviews import in_review
from tests.cast import Cast

pytestmark = pytest.mark.browser
Enter = Callable[[User], Page]
LONG = "A long account of what contributed, with every condition that had to hold at once. " * 3


def press(page: Page, control: Locator) -> None:
    """As hands on a keyboard do: the focus is on it, then Enter."""
    control.focus()
    page.keyboard.press("Enter")


def fill_in(page: Page, question: str, answer: str) -> None:
    """The dialog's first field has the focus."""
    box = dialog(page)
    expect(box.get_by_label("Question")).to_be_focused()
    page.keyboard.type(question)
    page.keyboard.press("Tab")
    page.keyboard.type(answer)
    press(page, box.locator("button[type=submit]"))
    closed(page)


def rung(page: Page, question: str) -> Locator:
    """The box of one question, without what hangs below it."""
    return page.locator("#block-whys .why-box").filter(has=page.locator(".why-q", has_text=question))


def order(page: Page) -> list[str]:
    return page.locator("#block-whys .why-q").all_inner_texts()


def test_a_branched_tree_is_built_by_keyboard(enter: Enter, cast: Cast) -> None:
    draft = a_draft(cast)
    page = enter(cast.alice)
    page.goto(f"/postmortems/{draft.reference}/edit/")
    press(page, page.get_by_role("link", name="Ask the first why"))
    fill_in(page, "Why A?", "Because of A.")
    for above, below in (("A", "B"), ("B", "C")):
        press(page, rung(page, f"Why {above}?").get_by_role("link", name="Ask why again"))
        fill_in(page, f"Why {below}?", f"Because of {below}.")
    press(page, rung(page, "Why A?").get_by_role("link", name="Another hypothesis"))
    fill_in(page, "Why D?", "Because of D.")
    branches = page.locator("#block-whys .why-branch")
    expect(branches).to_have_count(2)
    expect(branches.first).to_contain_text("First hypothesis")
    up = rung(page, "Why C?").get_by_role("button", name="Move up")
    press(page, up)
    expect(branches.first.locator(".why-q").first).to_have_text("Why C?")
    assert order(page) == ["Why A?", "Why C?", "Why B?", "Why D?"]
    expect(rung(page, "Why C?").get_by_role("button", name="Move up")).to_be_focused()
    press(page, branches.last.get_by_role("button", name="Put the second hypothesis earlier"))
    expect(branches.first.locator(".why-q")).to_have_text(["Why D?"])
    for question in ("Why B?", "Why D?"):
        press(page, rung(page, question).get_by_role("button", name="Mark as root cause"))
        expect(rung(page, question).get_by_text("Root cause", exact=True)).to_be_visible()
    assert set(Why.objects.filter(is_root=True).values_list("question", flat=True)) == {"Why B?", "Why D?"}
    mended(page)


def test_a_branch_goes_after_a_question_and_undo_brings_it_back(enter: Enter, cast: Cast) -> None:
    draft = in_review(cast)
    page = enter(cast.alice)
    page.goto(f"/postmortems/{draft.reference}/edit/")
    before = order(page)
    press(page, rung(page, before[1]).get_by_role("link", name="Remove"))
    box = dialog(page)
    expect(box).to_contain_text("One question below it goes with it")
    expect(box).to_contain_text(before[2])
    mended(page)
    press(page, box.get_by_role("button", name="Remove all 2"))
    closed(page)
    expect(page.locator("#block-whys .why-q")).to_have_text(before[:1])
    press(page, told(page, "Why removed").get_by_role("button", name="Undo"))
    expect(page.locator("#block-whys .why-q")).to_have_text(before)


def test_both_drawings_fit_every_page_phone_and_paper(enter: Enter, cast: Cast) -> None:
    postmortem = crowded(cast)
    page = enter(cast.alice)
    for address in ("", "review/?view=document", "edit/?view=split", "coverage/"):
        page.set_viewport_size(WIDE)
        page.emulate_media(media="screen", color_scheme="light")
        page.goto(f"/postmortems/{postmortem.reference}/{address}")
        examine(page, on_phones=True)
    page.set_viewport_size(PHONE)
    page.goto(f"/postmortems/{postmortem.reference}/")
    spine = page.locator(".fishbone-bones").first
    assert spine.evaluate("it => getComputedStyle(it).borderLeftWidth") == "2px"
    page.set_viewport_size({"width": 673, "height": 950})
    page.emulate_media(media="print")
    assert spine.evaluate("it => getComputedStyle(it).borderBottomWidth") == "2px"
    assert page.evaluate("document.documentElement.scrollWidth") <= 673
    head, bones = page.locator(".fishbone-head").bounding_box(), spine.bounding_box()
    assert head is not None and bones is not None
    # The head is centred on the spine, whatever the bones above and below it hold.
    assert abs(head["y"] + head["height"] / 2 - (bones["y"] + bones["height"])) < 3


def crowded(cast: Cast) -> Postmortem:
    """In review, with twelve long factors in one category and a tree that forks four times."""
    postmortem = in_review(cast)
    answer = [postmortem.incident.actions.get()]
    for number in range(12):
        text = f"{number} {LONG}"[:300]
        workflow.add_factor(postmortem, by=cast.alice, category="technology", text=text, actions=answer)
    workflow.add_category(by=cast.root, name="Suppliers")
    workflow.add_factor(postmortem, by=cast.alice, category="suppliers", text="No limit agreed")
    above = postmortem.whys.order_by("order").last()
    for depth in range(4):
        for name in ("one", "other"):
            below = workflow.add_why(
                postmortem, by=cast.alice, question=f"Why {depth} {name}?", answer=LONG, parent=above
            )
        above = below
    late = (clock.now() + timedelta(days=3)).date()
    factor = postmortem.factors.get(text="No limit agreed")
    workflow.accept_risk(factor, by=cast.alice, owner=cast.bob, reason=LONG[:300], until=late)
    return workflow.request_review(
        Postmortem.objects.get(pk=postmortem.pk), by=cast.bob, reviewers=[cast.alice, cast.erin]
    )
