"""Suggested words put into the text, or not."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from pycrdt import Doc, Text

from accounts.models import User
from activity.notify import Telling, tell
from activity.record import record
from kit import clock
from kit.errors import Refused, Stale
from live import anchors, crdt, store
from postmortems.models import Comment, Thread
from postmortems.workflow.anchoring import anchor
from postmortems.workflow.comments import settle_thread
from postmortems.workflow.editing import opened
from postmortems.workflow.keeping import exact

Outcome = Comment.Outcome


@transaction.atomic
def accept_suggestion(comment: Comment, *, by: User) -> Comment:
    """Put the suggested words in place of those they were suggested for, and resolve the thread.

    Raises Stale, with the comment, when the words were changed since or are gone.
    """
    postmortem = exact(opened(comment.postmortem, by))
    comment, thread = _undecided(comment)
    span = _span(thread)
    words = postmortem.sections.get(key=thread.section).body[slice(*span)] if span else ""
    if words != comment.replaces or span is None:
        raise Stale(_changed(comment.replaces, words), comment)
    _put(thread, span, str(comment.replacement), by)
    exact(postmortem)
    thread = Thread.objects.locked(thread.pk)
    settle_thread(thread, by=by)
    return _decide(comment, Outcome.ACCEPTED, by)


@transaction.atomic
def decline_suggestion(comment: Comment, *, by: User) -> Comment:
    """The text stays; the thread stays open, for its author may have something to say to it."""
    opened(comment.postmortem, by)
    comment, _ = _undecided(comment)
    return _decide(comment, Outcome.DECLINED, by)


def _undecided(comment: Comment) -> tuple[Comment, Thread]:
    comment = Comment.objects.locked(comment.pk)
    thread = Thread.objects.locked(comment.thread_id)
    if not comment.is_suggestion:
        raise Refused("This comment suggests no words.")
    if comment.removed_at is not None:
        raise Refused(f"{comment.by} took this suggestion back.")
    if comment.outcome:
        raise Refused(f"{comment.decided_by} {comment.outcome} this suggestion already.")
    if not thread.is_open:
        raise Refused(f"{thread.resolved_by} resolved this thread. Reopen it to decide on the suggestion.")
    return comment, thread


def _span(thread: Thread) -> anchors.Span | None:
    return (thread.start, thread.end) if thread.start is not None and thread.end is not None else None


def _changed(suggested_for: str, words: str) -> list[str]:
    now = f"It says now: “{words}”" if words else "They are gone from the text now."
    return [f"The words were changed since. The suggestion was for: “{suggested_for}”", now]


def _put(thread: Thread, span: anchors.Span, words: str, by: User) -> None:
    """The thread goes on standing on the new words."""

    def change(doc: Doc[Any]) -> None:
        text = crdt.text(doc, thread.section)
        target = doc.get(thread.section, type=Text)
        start, end = (len(text[:place].encode()) for place in span)
        with doc.transaction():
            del target[start:end]
            if words:
                target.insert(start, words)

    document_id = thread.postmortem.document_id
    try:
        store.edit(document_id, change, author_id=by.pk)
    except store.Full:
        raise Refused("With these words the section would be longer than it may be.") from None
    if words:
        anchor(thread, store.load(document_id)[0], span[0], span[0] + len(words))
        thread.save(update_fields=["anchor", "start", "end"])


def _decide(comment: Comment, outcome: str, by: User) -> Comment:
    comment.outcome, comment.decided_by, comment.decided_at = outcome, by, clock.now()
    comment.save(update_fields=["outcome", "decided_by", "decided_at"])
    data = {"thread": comment.thread_id, "section": comment.thread.section}
    activity = record(
        "suggestion.accepted" if outcome == Outcome.ACCEPTED else "suggestion.declined",
        comment.postmortem,
        by=by,
        data=data,
    )
    tell(Telling("comment_replied", to=[comment.by], data={"outcome": outcome}), comment.thread, by=by, cause=activity)
    return comment
