"""Taking back one's own comment, and bringing it back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from kit.errors import Refused
from postmortems import workflow
from postmortems.models import Comment, Postmortem, Thread
from postmortems.workflow import obstacles
from tests.builders.reviews import a_draft
from tests.cast import Cast, signed_in

HTMX = {"HX-Request": "true"}


def a_thread(cast: Cast, postmortem: Postmortem) -> Thread:
    return workflow.start_thread(postmortem, by=cast.alice, section="resolution", body="Which graph was it?")


def at(name: str, comment: Comment) -> str:
    return reverse(f"postmortems:{name}", args=[comment.postmortem.reference, comment.pk])


def shown(cast: Cast, postmortem: Postmortem) -> str:
    client = signed_in(cast.bob)
    return client.get(reverse("postmortems:comments", args=[postmortem.reference]) + "?show=all").content.decode()


def test_without_answers_it_is_gone_and_keeps_nobody_waiting(cast: Cast) -> None:
    postmortem = a_draft(cast)
    comment = a_thread(cast, postmortem).comments.get()
    assert obstacles.open_threads(postmortem)
    workflow.remove_comment(comment, by=cast.alice)
    workflow.remove_comment(comment, by=cast.alice)
    assert "Which graph" not in (html := shown(cast, postmortem))
    assert "Removed by its author" not in html
    assert not obstacles.open_threads(postmortem)
    with pytest.raises(Refused, match="taken back"):
        workflow.reopen_thread(comment.thread, by=cast.bob)
    workflow.restore_comment(comment, by=cast.alice)
    assert "Which graph was it?" in shown(cast, postmortem)
    assert obstacles.open_threads(postmortem)


def test_with_an_answer_its_place_stays(cast: Cast) -> None:
    postmortem = a_draft(cast)
    thread = a_thread(cast, postmortem)
    workflow.reply(thread, by=cast.bob, body="The one of the pool.")
    workflow.remove_comment(thread.comments.get(by=cast.alice), by=cast.alice)
    html = shown(cast, postmortem)
    assert "Removed by its author" in html
    assert "Which graph" not in html
    assert "The one of the pool." in html
    assert obstacles.open_threads(postmortem)


def test_only_its_author_takes_it_back_and_not_once_it_was_decided(cast: Cast) -> None:
    postmortem = a_draft(cast)
    comment = a_thread(cast, postmortem).comments.get()
    for other in (cast.bob, cast.root):
        with pytest.raises(PermissionDenied):
            workflow.remove_comment(comment, by=other)
    assert signed_in(cast.bob).post(at("remove_comment", comment)).status_code == 403
    workflow.remove_comment(comment, by=cast.alice)
    with pytest.raises(Refused, match="took this comment back"):
        workflow.edit_comment(comment, by=cast.alice, body="Another graph?", version=2)


def test_one_press_removes_it_and_another_undoes_that(cast: Cast) -> None:
    postmortem = a_draft(cast)
    thread = a_thread(cast, postmortem)
    comment = thread.comments.get()
    client = signed_in(cast.alice)
    assert (
        at("remove_comment", comment)
        in client.get(reverse("postmortems:comments", args=[postmortem.reference])).content.decode()
    )
    gone = client.post(at("remove_comment", comment) + "?from=edit", headers=HTMX)
    assert gone.content == b""
    assert at("restore_comment", comment) in gone.headers["HX-Trigger"]
    client.post(at("restore_comment", comment))
    answer = workflow.reply(thread, by=cast.bob, body="The one of the pool.")
    card = client.post(at("remove_comment", comment) + "?from=edit", headers=HTMX).content.decode()
    assert "Removed by its author" in card
    assert f'id="thread-{thread.pk}"' in card
    page = client.post(at("restore_comment", comment), follow=True).content.decode()
    assert "Comment is back" in page
    assert signed_in(cast.alice).post(at("remove_comment", answer)).status_code == 403
