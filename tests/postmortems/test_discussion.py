"""Talking about a write-up after it is published: nobody waits for it, and the text stays as it is."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from activity.models import Notice
from exchange.whole import whole
from kit.errors import Refused
from library import workflow as library
from library.models import Passage
from postmortems import workflow
from postmortems.models import Comment, Postmortem, Thread
from postmortems.workflow import obstacles
from tests.builders.postmortems import a_draft
from tests.builders.reviews import published
from tests.cast import Cast, signed_in

AT = {"at": "discussion"}
pytestmark = pytest.mark.django_db


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__handle", flat=True))


def page_of(cast: Cast, postmortem: Postmortem, name: str = "discussion") -> str:
    address = reverse(f"postmortems:{name}", args=[postmortem.reference])
    return signed_in(cast.mallory).get(address).content.decode()


def test_it_begins_once_published_and_is_answered(cast: Cast) -> None:
    postmortem = published(cast)
    thread = workflow.start_thread(postmortem, by=cast.mallory, body="We have the same pool, @erin.", **AT)
    workflow.reply(thread, by=cast.alice, body="Then limit it as we did.")
    assert told("comment_added") == {"bob"}
    assert told("comment_mentioned") == {"erin"}
    assert told("comment_replied") == {"mallory"}
    shown = page_of(cast, postmortem)
    assert "We have the same pool" in shown and "Then limit it as we did." in shown
    assert ">Resolve<" not in shown
    assert thread.get_absolute_url() == f"/postmortems/{postmortem.reference}/discussion/#thread-{thread.pk}"


def test_it_does_not_begin_before(cast: Cast) -> None:
    draft = a_draft(cast)
    with pytest.raises(Refused, match="not published yet"):
        workflow.start_thread(draft, by=cast.bob, body="Why?", **AT)
    assert signed_in(cast.bob).get(f"/postmortems/{draft.reference}/discussion/").status_code == 404


def test_it_is_in_nobodys_way_while_an_amendment_is_written(cast: Cast) -> None:
    postmortem = published(cast)
    workflow.start_thread(postmortem, by=cast.mallory, body="Was it seen elsewhere?", **AT)
    workflow.amend(postmortem, by=cast.alice, reason="A figure was wrong")
    postmortem.refresh_from_db()
    assert obstacles.open_threads(postmortem) == []
    beside_the_text = workflow.start_thread(postmortem, by=cast.bob, body="Which figure?")
    assert len(obstacles.open_threads(postmortem)) == 1
    assert "Was it seen" not in page_of(cast, postmortem, "comments")
    assert "Which figure?" not in page_of(cast, postmortem)
    workflow.resolve_thread(beside_the_text, by=cast.bob)
    workflow.start_thread(postmortem, by=cast.mallory, body="And now?", **AT)
    assert obstacles.open_threads(postmortem) == []


def test_it_is_about_the_whole_and_suggests_no_words(cast: Cast) -> None:
    postmortem = published(cast)
    thread = workflow.start_thread(postmortem, by=cast.bob, body="Why?", section="lessons", **AT)
    assert (thread.section, thread.anchor) == ("", None)
    with pytest.raises(Refused):
        workflow.start_thread(postmortem, by=cast.bob, body="Why?", replacement="Because", **AT)


def test_what_is_taken_back_is_neither_found_nor_exported_until_it_is_undone(cast: Cast) -> None:
    postmortem = published(cast)
    thread = workflow.start_thread(postmortem, by=cast.mallory, body="The quetzalcoat pool ran dry, too.", **AT)
    browser, comment = signed_in(cast.mallory), thread.comments.get()

    def found() -> bool:
        library.sweep()
        return "quetzalcoat" in browser.get("/library/", {"q": "quetzalcoat"}).content.decode().split('id="found"')[1]

    def exported() -> bool:
        return "quetzalcoat" in str(whole(postmortem, reader=cast.alice, with_comments=True)["comments"])

    assert found() and exported()
    assert f"/discussion/#thread-{thread.pk}" in browser.get("/library/", {"q": "quetzalcoat"}).content.decode()
    address = reverse("postmortems:remove_comment", args=[postmortem.reference, comment.pk])
    assert browser.post(address).headers["Location"].split("?")[0].endswith("/discussion/")
    assert "quetzalcoat" not in page_of(cast, postmortem)
    library.sweep()
    assert not Passage.objects.filter(text__contains="quetzalcoat").exists()
    assert not exported()
    browser.post(reverse("postmortems:restore_comment", args=[postmortem.reference, comment.pk]))
    assert "quetzalcoat" in page_of(cast, postmortem)
    assert found() and exported()


def test_it_is_as_visible_as_the_write_up(cast: Cast) -> None:
    postmortem = published(cast, visibility="restricted")
    workflow.start_thread(postmortem, by=cast.alice, body="Hidden words, @mallory", **AT)
    assert "mallory" not in told("comment_mentioned")
    browser = signed_in(cast.mallory)
    doors: list[tuple[str, Any]] = [("discussion", browser.get), ("start_thread", browser.post)]
    for name, method in doors:
        address = reverse(f"postmortems:{name}", args=[postmortem.reference])
        assert method(address, {"body": "Hello", **AT}).status_code == 404
    assert Thread.objects.filter(**AT).count() == 1


def test_who_only_reads_may_read_it(cast: Cast) -> None:
    postmortem = published(cast)
    viewer = cast.mallory
    viewer.role = "viewer"
    viewer.save()
    with pytest.raises(PermissionDenied):
        workflow.start_thread(postmortem, by=viewer, body="Why?", **AT)
    assert "<textarea" not in page_of(cast, postmortem)


def test_a_plain_form_keeps_what_was_typed_and_says_it_once(cast: Cast) -> None:
    postmortem = published(cast)
    browser, address = signed_in(cast.bob), reverse("postmortems:start_thread", args=[postmortem.reference])
    too_long = browser.post(address, {"from": "discussion", "body": "x" * 5_001, **AT})
    assert too_long.status_code == 422 and "x" * 5_001 in too_long.content.decode()
    given = {"from": "discussion", "body": "Seen at our place, too.", "once": "a" * 32, **AT}
    for _ in range(2):
        assert "/discussion/" in browser.post(address, given).headers["Location"]
    assert Comment.objects.filter(body__startswith="Seen").count() == 1
    shown = browser.get(reverse("postmortems:discussion", args=[postmortem.reference]), headers={"HX-Request": "true"})
    assert shown.content.decode().lstrip().startswith("<section") and "Seen at our place" in shown.content.decode()


def test_the_page_shows_the_last_ones_and_leads_to_the_rest(cast: Cast) -> None:
    postmortem = published(cast)
    for n in range(23):
        workflow.start_thread(postmortem, by=cast.bob, body=f"Remark {n}.", **AT)
    address = reverse("postmortems:discussion", args=[postmortem.reference])
    piece = signed_in(cast.bob).get(address, headers={"HX-Request": "true"}).content.decode()
    assert ">3 earlier<" in piece and "Remark 2." not in piece and "Remark 22." in piece
    assert "Remark 2." in page_of(cast, postmortem)
