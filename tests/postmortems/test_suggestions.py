"""Words that somebody suggests in place of others."""

import pytest
from django.core.exceptions import PermissionDenied

from activity.models import Notice
from kit.errors import Refused, Stale
from live import store
from postmortems import workflow
from postmortems.models import Comment, Postmortem
from tests.builders.comments import KEY, on_words, words_of
from tests.builders.postmortems import a_complete_draft, section
from tests.builders.reviews import approve, in_review, rewrite
from tests.cast import Cast

HELD = "A release held connections whenever a payment failed."


def suggested(postmortem: Postmortem, cast: Cast, words: str, replacement: str) -> Comment:
    thread = on_words(postmortem, words, by=cast.bob, body="", replacement=replacement)
    return thread.comments.get()


def test_accepting_it_replaces_the_words_and_resolves_the_thread(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    comment = suggested(postmortem, cast, "The pool ran dry", "The pool — 100 connections 😀 — was empty")
    comment = workflow.accept_suggestion(comment, by=cast.alice)
    said = f"{HELD} The pool — 100 connections 😀 — was empty and requests queued."
    assert section(postmortem).body == store.texts(postmortem.document_id)[KEY] == said
    assert words_of(comment.thread) == "The pool — 100 connections 😀 — was empty"
    comment.thread.refresh_from_db()
    assert (comment.outcome, comment.thread.resolved_by) == ("accepted", cast.alice)
    assert {n.recipient for n in Notice.objects.filter(kind="comment_replied")} == {cast.bob}


def test_an_empty_suggestion_takes_the_words_out(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    comment = workflow.accept_suggestion(suggested(postmortem, cast, " and requests queued", ""), by=cast.alice)
    assert section(postmortem).body == f"{HELD} The pool ran dry."
    comment.thread.refresh_from_db()
    assert comment.thread.words_are_gone


def test_it_refuses_when_the_words_were_changed_and_shows_both(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    comment = suggested(postmortem, cast, "The pool ran dry", "The pool was empty")
    rewrite(postmortem, KEY, f"{HELD} The big pool ran dry and requests queued.")
    with pytest.raises(Stale, match="“The pool ran dry” It says now: “The big pool ran dry”"):
        workflow.accept_suggestion(comment, by=cast.alice)
    rewrite(postmortem, KEY, HELD)
    with pytest.raises(Stale, match="They are gone"):
        workflow.accept_suggestion(comment, by=cast.alice)
    assert section(postmortem).body == HELD


def test_it_makes_approvals_stale(cast: Cast) -> None:
    postmortem = in_review(cast, [cast.alice])
    approve(postmortem, cast.alice)
    comment = suggested(postmortem, cast, "The pool ran dry", "The pool was empty")
    workflow.accept_suggestion(comment, by=cast.bob)
    assert Postmortem.objects.get(pk=postmortem.pk).state == "in_review"


def test_it_is_decided_once(cast: Cast) -> None:
    comment = suggested(a_complete_draft(cast), cast, "The pool ran dry", "The pool was empty")
    comment = workflow.decline_suggestion(comment, by=cast.alice)
    comment.thread.refresh_from_db()
    assert comment.thread.is_open
    with pytest.raises(Refused, match="@alice declined"):
        workflow.accept_suggestion(comment, by=cast.erin)


def test_it_is_for_those_who_write(cast: Cast) -> None:
    comment = suggested(a_complete_draft(cast), cast, "The pool ran dry", "The pool was empty")
    with pytest.raises(PermissionDenied):
        workflow.accept_suggestion(comment, by=cast.carol)


def test_it_is_for_words_and_says_something_else(cast: Cast) -> None:
    postmortem = a_complete_draft(cast)
    with pytest.raises(Refused, match="for words"):
        workflow.start_thread(postmortem, by=cast.bob, body="", section=KEY, replacement="x")
    with pytest.raises(Refused, match="the same as the text"):
        suggested(postmortem, cast, "The pool ran dry", "The pool ran dry")
