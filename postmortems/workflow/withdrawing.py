"""Taking back one's own comment: gone where nobody answered, else a place that says so. Undone by the same person."""

from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock
from kit.errors import Refused
from postmortems.models import Comment, Postmortem, Thread
from postmortems.workflow.comments import settle_thread


@transaction.atomic
def remove_comment(comment: Comment, *, by: User) -> Comment:
    """Twice is once. A thread in which nothing is left is resolved with it, so that it keeps nobody waiting."""
    comment, thread = _held(comment, by)
    if comment.outcome:
        raise Refused(f"Your suggestion was {comment.outcome} already, so it stays. Reply to say more.")
    if comment.removed_at is None:
        comment.removed_at, comment.version = clock.now(), comment.version + 1
        comment.save(update_fields=["removed_at", "version"])
        if thread.is_open and not thread.comments.filter(removed_at__isnull=True).exists():
            settle_thread(thread, by=by)
        record("comment.removed", comment.postmortem, by=by, data={"thread": thread.pk, "section": thread.section})
    return comment


@transaction.atomic
def restore_comment(comment: Comment, *, by: User) -> Comment:
    """With its thread, when that was resolved because nothing was left in it."""
    comment, thread = _held(comment, by)
    if comment.removed_at is not None:
        was_empty = not thread.comments.filter(removed_at__isnull=True).exists()
        comment.removed_at, comment.version = None, comment.version + 1
        comment.save(update_fields=["removed_at", "version"])
        if was_empty and not thread.is_open:
            thread.resolved_at = thread.resolved_by = None
            thread.save(update_fields=["resolved_at", "resolved_by"])
        record("comment.restored", comment.postmortem, by=by, data={"thread": thread.pk, "section": thread.section})
    return comment


def _held(comment: Comment, by: User) -> tuple[Comment, Thread]:
    policy.require("postmortems.edit_comment", by, comment)
    policy.require("postmortems.comment", by, comment.postmortem)
    Postmortem.objects.locked(comment.postmortem_id)
    thread: Thread = Thread.objects.locked(comment.thread_id)
    return Comment.objects.locked(comment.pk), thread
