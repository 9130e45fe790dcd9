"""Saying something in a thread, and who hears of it."""

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notice
from kit.errors import Refused, Stale
from postmortems import workflow
from postmortems.models import Comment, Postmortem, Thread
from tests.builders.comments import on_words, words_of
from tests.builders.incidents import an_entry
from tests.builders.postmortems import a_complete_draft, a_draft
from tests.builders.reviews import approve, approved, in_review
from tests.cast import Cast


def told(kind: str) -> set[str]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient__handle", flat=True))


def fresh(postmortem: Postmortem) -> Postmortem:
    return Postmortem.objects.get(pk=postmortem.pk)


def test_it_stands_on_words(cast: Cast) -> None:
    thread = on_words(a_complete_draft(cast), "The pool ran dry", by=cast.bob)
    assert (thread.quote, words_of(thread)) == ("The pool ran dry", "The pool ran dry")


def test_it_stands_on_a_section_a_block_a_row_or_the_whole(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    factor = postmortem.factors.get(category="technology")
    entry = an_entry(postmortem.incident, cast, 7, "Errors reach **30%**")
    places = [
        {"section": "lessons"},
        {"at": "block:factors"},
        {"at": f"row:factors:{factor.pk}"},
        {"at": f"row:timeline:{entry.pk}"},
        {},
    ]
    threads = [workflow.start_thread(postmortem, by=cast.bob, body="Why?", **place) for place in places]
    assert [each.section for each in threads] == ["lessons", "factors", "factors", "timeline", ""]
    assert [each.quote for each in threads] == ["", "", "No alert on the pool", "Errors reach 30%", ""]


@pytest.mark.parametrize(
    "at", ["row:factors:0", "row:nothing:1", "block:nothing", "row:factors", "words", "row:whys:x"]
)
def test_it_refuses_a_place_that_is_not_there(cast: Cast, at: str) -> None:
    with pytest.raises(Refused, match="not there any more"):
        workflow.start_thread(a_draft(cast), by=cast.bob, body="Why?", at=at)


def test_it_refuses_a_row_of_another_write_up(cast: Cast) -> None:
    other = a_complete_draft(cast).factors.get(category="technology")
    with pytest.raises(Refused):
        workflow.start_thread(a_draft(cast), by=cast.bob, body="Why?", at=f"row:factors:{other.pk}")


def test_it_tells_the_authors_once(cast: Cast) -> None:
    workflow.start_thread(a_draft(cast), by=cast.bob, body="Why so late?")
    assert told("comment_added") == {"alice"}
    assert told("comment_mentioned") == set()


def test_it_tells_those_it_mentions_who_may_see_it(cast: Cast) -> None:
    postmortem = in_review(cast, [cast.alice], visibility="restricted")
    thread = workflow.start_thread(postmortem, by=cast.alice, body="@Bob, @mallory and nobody@acme.example: why?")
    assert told("comment_mentioned") == {"bob"}
    assert told("comment_added") == set()
    assert thread.comments.get().mentioned == [cast.bob.pk]


def test_it_tells_those_in_the_thread_of_a_reply(cast: Cast) -> None:
    thread = workflow.start_thread(a_draft(cast), by=cast.bob, body="Why so late?")
    workflow.reply(thread, by=cast.erin, body="The page was lost. @alice knows more.")
    assert told("comment_replied") == {"bob"}
    assert told("comment_mentioned") == {"alice"}


def test_sent_twice_it_is_one(cast: Cast) -> None:
    postmortem = a_draft(cast)
    threads = {workflow.start_thread(postmortem, by=cast.bob, body="Why?", once="abc").pk for _ in range(2)}
    [thread] = Thread.objects.filter(pk__in=threads)
    assert {workflow.reply(thread, by=cast.bob, body="Hm", once="def").pk for _ in range(2)} == {
        Comment.objects.last().pk
    }


def test_a_viewer_reads(cast: Cast) -> None:
    postmortem = a_draft(cast)
    thread = workflow.start_thread(postmortem, by=cast.bob, body="Why?")
    for attempt in (
        lambda: workflow.start_thread(postmortem, by=cast.carol, body="Why?"),
        lambda: workflow.reply(thread, by=cast.carol, body="Why?"),
        lambda: workflow.resolve_thread(thread, by=cast.carol),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


def test_one_edits_ones_own_words_only(cast: Cast) -> None:
    thread = workflow.start_thread(a_draft(cast), by=cast.bob, body="Why?")
    comment = thread.comments.get()
    with pytest.raises(PermissionDenied):
        workflow.edit_comment(comment, by=cast.root, body="Because.", version=1)
    comment = workflow.edit_comment(comment, by=cast.bob, body="Why then, @erin?", version=1)
    assert comment.edited_at and comment.body == "Why then, @erin?"
    assert told("comment_mentioned") == {"erin"}
    with pytest.raises(Stale):
        workflow.edit_comment(comment, by=cast.bob, body="Why?", version=1)
    with pytest.raises(Refused, match="Write your comment"):
        workflow.edit_comment(comment, by=cast.bob, body="  ", version=2)


def test_a_resolved_thread_takes_no_reply_until_it_is_reopened(cast: Cast) -> None:
    thread = workflow.start_thread(a_draft(cast), by=cast.bob, body="Why?")
    thread = workflow.resolve_thread(thread, by=cast.alice)
    assert workflow.resolve_thread(thread, by=cast.bob).resolved_by == cast.alice
    with pytest.raises(Refused, match="@alice resolved"):
        workflow.reply(thread, by=cast.bob, body="But why?")
    assert workflow.reopen_thread(thread, by=cast.bob).is_open
    workflow.reply(thread, by=cast.bob, body="But why?")


def test_an_open_thread_stands_in_the_way_of_approval_and_publication(cast: Cast) -> None:
    postmortem = approved(cast)
    thread = workflow.start_thread(postmortem, by=cast.erin, body="One more thing")
    assert fresh(postmortem).state == "approved"
    with pytest.raises(Refused, match="1 comment thread open"):
        workflow.publish(fresh(postmortem), by=cast.bob)
    with pytest.raises(Refused, match="1 comment thread open"):
        approve(fresh(postmortem), cast.alice, summary="Once more")
    workflow.resolve_thread(thread, by=cast.bob)
    assert workflow.publish(fresh(postmortem), by=cast.bob).state == "published"


def test_open_threads_are_waived_in_writing_but_not_later_ones(cast: Cast) -> None:
    postmortem = approved(cast)
    workflow.start_thread(postmortem, by=cast.erin, body="One more thing")
    workflow.waive(postmortem, by=cast.alice, gate="comments", reason="It goes into the next incident's write-up.")
    later = workflow.start_thread(postmortem, by=cast.erin, body="And another")
    with pytest.raises(Refused, match="1 comment thread open since they were waived"):
        workflow.publish(fresh(postmortem), by=cast.bob)
    workflow.resolve_thread(later, by=cast.erin)
    assert workflow.publish(fresh(postmortem), by=cast.bob).state == "published"
