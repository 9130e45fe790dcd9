"""Threads in the editor, on the review page and on a page of their own."""

from typing import Any

import pytest
from django.http import HttpResponse

from accounts.models import User
from postmortems import workflow
from postmortems.models import Postmortem, Thread
from tests.builders.comments import KEY, anchor_of, on_words
from tests.builders.postmortems import a_complete_draft, a_draft, section
from tests.builders.reviews import in_review
from tests.cast import Cast, signed_in

HTMX = {"HTTP_HX_REQUEST": "true"}


def send(postmortem: Postmortem, path: str, by: User, **given: Any) -> HttpResponse:
    return signed_in(by).post(f"/postmortems/{postmortem.reference}/{path}", given)  # type: ignore[return-value]


def page(postmortem: Postmortem, path: str, by: User) -> str:
    answer = signed_in(by).get(f"/postmortems/{postmortem.reference}/{path}")
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def test_a_plain_form_comments_on_a_place(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    assert "On: Lessons learned" in page(postmortem, "comments/add/?section=lessons", cast.bob)
    answer = send(
        postmortem, "comments/add/", cast.bob, section="lessons", body="<b>Which</b> one, @alice?", **{"from": "edit"}
    )
    thread = Thread.objects.get()
    assert answer["Location"] == f"/postmortems/{postmortem.reference}/edit/?comment={thread.pk}#thread-{thread.pk}"
    shown = page(postmortem, "edit/", cast.alice)
    assert "&lt;b&gt;Which&lt;/b&gt; one, <b>@alice</b>?" in shown
    assert "1 open comment" in shown


def test_what_was_typed_is_kept_when_it_is_refused(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    answer = send(postmortem, "comments/add/", cast.bob, section=KEY, body="My words", anchor="[[1, 2], [3, 4]]")
    assert answer.status_code == 422
    assert "My words" in answer.content.decode() and "not in the text" in answer.content.decode()
    for anchor in ("no JSON", "{}", "9" * 300):
        answer = send(postmortem, "comments/add/", cast.bob, section=KEY, body="My words", anchor=anchor)
        assert answer.status_code == 422 and "My words" in answer.content.decode()
    answer = send(postmortem, "comments/add/", cast.bob, body=" ")
    assert answer.status_code == 422 and "Write your comment." in answer.content.decode()
    assert not Thread.objects.exists()


def test_a_suggestion_goes_from_the_form_into_the_text(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    anchor = str(anchor_of(postmortem, "The pool ran dry"))
    assert "The pool ran dry</textarea>" in page(postmortem, f"comments/add/?section={KEY}&anchor={anchor}", cast.bob)
    given = {"section": KEY, "anchor": anchor, "body": "", "suggests": "on", "replacement": "The pool was empty"}
    send(postmortem, "comments/add/", cast.bob, **given)
    comment = Thread.objects.get().comments.get()
    answer = send(postmortem, f"comments/{comment.pk}/accept/", cast.alice, **{"from": "review"})
    assert answer.status_code == 302
    assert "The pool was empty" in section(postmortem).body


def test_a_resolved_thread_is_answered_by_its_card(cast: Cast) -> None:
    postmortem = a_draft(cast)
    thread = workflow.start_thread(postmortem, by=cast.bob, body="Why?")
    path = f"/postmortems/{postmortem.reference}/threads/{thread.pk}"
    answer = signed_in(cast.alice).post(f"{path}/resolve/", {"from": "edit"}, **HTMX)  # type: ignore[arg-type]
    assert "Resolved by @alice" in answer.content.decode()
    assert f"{path}/reopen/" in answer["HX-Trigger"]
    assert "No comment is open" in page(postmortem, "edit/", cast.alice)


def test_a_comment_changed_in_two_tabs_shows_both(cast: Cast) -> None:
    postmortem = a_draft(cast)
    comment = workflow.start_thread(postmortem, by=cast.bob, body="Why?").comments.get()
    send(postmortem, f"comments/{comment.pk}/edit/", cast.bob, body="Why so?", version=1)
    answer = send(postmortem, f"comments/{comment.pk}/edit/", cast.bob, body="Why not?", version=1)
    assert answer.status_code == 422
    assert "It says now: Why so?" in answer.content.decode() and "Why not?" in answer.content.decode()


def test_it_filters(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    workflow.start_thread(postmortem, by=cast.bob, body="First, @erin")
    second = workflow.start_thread(postmortem, by=cast.erin, body="Second", section="lessons")
    workflow.resolve_thread(second, by=cast.erin)

    def shown(query: str, by: User = cast.erin) -> tuple[bool, bool]:
        text = page(postmortem, f"comments/?{query}", by)
        return "First," in text, "Second" in text

    assert shown("") == (True, False)
    assert shown("show=resolved") == (False, True)
    assert shown("show=mine") == (False, True)
    assert shown("show=mentions") == (True, False)
    assert shown("show=all") == (True, True)
    assert shown("show=all&section=lessons") == (False, True)
    assert shown("show=nonsense&section=%00", cast.carol) == (False, False)


def test_open_threads_are_waived_on_their_page(cast: Cast) -> None:
    postmortem = in_review(cast)
    workflow.start_thread(postmortem, by=cast.erin, body="Why?")
    assert "Let them pass in writing" not in page(postmortem, "comments/", cast.bob)
    assert "Let them pass in writing" in page(postmortem, "comments/", cast.alice)
    assert "1 comment thread open" in page(postmortem, "review/waive/comments/", cast.alice)
    send(postmortem, "review/waive/comments/", cast.alice, reason="It is answered elsewhere.")
    assert "It is answered elsewhere." in page(postmortem, "comments/", cast.bob)


def test_whoever_reads_sees_no_buttons_and_strangers_nothing(cast: Cast) -> None:
    postmortem = in_review(cast, [cast.alice], visibility="restricted")
    thread = workflow.start_thread(postmortem, by=cast.bob, body="Why?")
    assert signed_in(cast.mallory).get(f"/postmortems/{postmortem.reference}/comments/").status_code == 404
    assert send(postmortem, f"threads/{thread.pk}/reply/", cast.mallory, body="x").status_code == 404
    other = a_draft(cast)
    workflow.start_thread(other, by=cast.bob, body="Why?")
    text = page(other, "comments/", cast.carol)
    assert "Why?" in text and "Resolve</button>" not in text


def test_published_pages_do_not_show_them(cast: Cast) -> None:
    postmortem = in_review(cast)
    on_words(postmortem, "The pool ran dry", by=cast.alice, body="Secretly asked")
    assert "Secretly asked" not in page(postmortem, "", cast.alice)
    workflow.start_thread(postmortem, by=cast.erin, body="Of it all")
    for said in ("Secretly asked", "Of it all"):
        assert page(postmortem, "review/", cast.alice).count(said) == 1


@pytest.mark.parametrize(
    "path", ["edit/", "review/", "comments/?show=all", "edit/blocks/comments/", "edit/blocks/outline/"]
)
def test_it_costs_the_same_for_many(cast: Cast, path: str, django_assert_max_num_queries: Any) -> None:
    postmortem = in_review(cast)
    for n in range(12):
        thread = on_words(postmortem, "The pool ran dry", by=cast.bob, body=f"Why {n}?")
        workflow.reply(thread, by=cast.erin, body="So.")
    client = signed_in(cast.alice)
    address = f"/postmortems/{postmortem.reference}/{path}"
    client.get(address)
    with django_assert_max_num_queries(15 if path == "review/" else 12):
        assert client.get(address).status_code == 200
