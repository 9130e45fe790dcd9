"""Comments in threads. They are no part of what readers see: no approval lapses by them, but open ones keep it away."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity import once as tokens
from activity.notify import Telling, tell
from activity.record import record
from kit import clock
from kit.errors import Refused, Stale
from postmortems.models import Comment, Postmortem, Thread
from postmortems.models.comment import BODY_LIMIT, DISCUSSION, MENTION
from postmortems.places import place
from postmortems.workflow.anchoring import on_words
from postmortems.workflow.editing import token_of
from postmortems.workflow.keeping import exact

MOST_MENTIONED = 20


@transaction.atomic
def start_thread(
    postmortem: Postmortem,
    *,
    by: User,
    body: str,
    section: str = "",
    at: str = "",
    anchor: Any = None,
    replacement: str | None = None,
    once: str = "",
) -> Thread:
    """On the words of a section that `anchor` names (live.anchors), a block or a row (`at`), a section, or the whole.

    A `replacement` is suggested for the words. `at` DISCUSSION is about what is published, amended at the time or not.
    """
    policy.require("postmortems.comment", by, postmortem)
    postmortem = Postmortem.objects.locked(postmortem.pk)
    if at == DISCUSSION:
        section, anchor = "", None
    _require_begun(postmortem, at)
    if not tokens.claim(key := token_of("thread", by, once)):
        return tokens.made(key, Thread)
    found = place(postmortem, by, section=section, at=at if anchor is None else "")
    given: dict[str, Any] = {"section": found.key, "at": found.at, "quote": found.quote}
    if anchor is not None:
        given |= on_words(postmortem := exact(postmortem), found.key, anchor)
    now = clock.now()
    thread: Thread = Thread.objects.create(postmortem=postmortem, started_by=by, started_at=now, opened_at=now, **given)
    tokens.settle(key, thread)
    comment = _say(thread, by, body, replacement)
    authors = [each.user for each in postmortem.authorships.select_related("user")]
    _record("thread.started", thread, by, comment, told=("comment_added", authors))
    return thread


@transaction.atomic
def reply(thread: Thread, *, by: User, body: str, replacement: str | None = None, once: str = "") -> Comment:
    policy.require("postmortems.comment", by, thread.postmortem)
    thread = _held(thread)
    if not tokens.claim(key := token_of("comment", by, once)):
        return tokens.made(key, Comment)
    _require_open(thread)
    comment = _say(thread, by, body, replacement)
    tokens.settle(key, comment)
    others = list(User.objects.filter(pk__in=thread.comments.values("by")))
    _record("thread.replied", thread, by, comment, told=("comment_replied", others))
    return comment


@transaction.atomic
def edit_comment(comment: Comment, *, by: User, body: str, version: int) -> Comment:
    """Change one's own words. Raises Stale when they were changed since `version`, in another tab."""
    policy.require("postmortems.edit_comment", by, comment)
    policy.require("postmortems.comment", by, comment.postmortem)
    Postmortem.objects.locked(comment.postmortem_id)
    comment = Comment.objects.locked(comment.pk)
    if comment.removed_at is not None:
        raise Refused("You took this comment back. Undo that before you change it.")
    if comment.version != version:
        raise Stale("You changed these words since, in another tab. Compare the two, then save again.", comment)
    body = _checked(body, comment.replacement)
    if body == comment.body:
        return comment
    known = set(comment.mentioned)
    comment.body, comment.edited_at, comment.version = body, clock.now(), version + 1
    comment.mentioned = _mentioned(comment.postmortem, body)
    comment.save(update_fields=["body", "edited_at", "version", "mentioned"])
    activity = record("comment.edited", comment.postmortem, by=by, data=_data(comment.thread))
    fresh = User.objects.filter(pk__in=set(comment.mentioned) - known)
    tell(Telling("comment_mentioned", to=fresh), comment.thread, by=by, cause=activity)
    return comment


@transaction.atomic
def resolve_thread(thread: Thread, *, by: User) -> Thread:
    """Resolving twice is resolving once."""
    policy.require("postmortems.comment", by, thread.postmortem)
    thread = _held(thread)
    if thread.is_open:
        settle_thread(thread, by=by)
        record("thread.resolved", thread.postmortem, by=by, data=_data(thread))
    return thread


@transaction.atomic
def reopen_thread(thread: Thread, *, by: User) -> Thread:
    policy.require("postmortems.comment", by, thread.postmortem)
    thread = _held(thread)
    if not thread.is_open:
        if not thread.comments.filter(removed_at__isnull=True).exists():
            raise Refused("Everything that was said there was taken back. Start another thread.")
        thread.resolved_at, thread.resolved_by, thread.opened_at = None, None, clock.now()
        thread.save(update_fields=["resolved_at", "resolved_by", "opened_at"])
        record("thread.reopened", thread.postmortem, by=by, data=_data(thread))
    return thread


def settle_thread(thread: Thread, *, by: User) -> None:
    thread.resolved_at, thread.resolved_by = clock.now(), by
    thread.save(update_fields=["resolved_at", "resolved_by"])


def _require_begun(postmortem: Postmortem, at: str) -> None:
    if at == DISCUSSION and not postmortem.is_published:
        raise Refused("This write-up is not published yet. Comment on its text.")
    if at != DISCUSSION and not postmortem.is_editable:
        raise Refused("This write-up is published. Comment on its text when somebody has opened an amendment.")


def _held(thread: Thread) -> Thread:
    Postmortem.objects.locked(thread.postmortem_id)
    found: Thread = Thread.objects.locked(thread.pk)
    return found


def _require_open(thread: Thread) -> None:
    if not thread.is_open:
        raise Refused(f"{thread.resolved_by} resolved this thread. Reopen it to go on.")


def _say(thread: Thread, by: User, body: str, replacement: str | None) -> Comment:
    body = _checked(body, replacement)
    replaces = ""
    if replacement is not None:
        replaces, replacement = _replaced(thread, replacement)
    comment: Comment = Comment.objects.create(
        thread=thread,
        postmortem=thread.postmortem,
        by=by,
        at=clock.now(),
        body=body,
        mentioned=_mentioned(thread.postmortem, body),
        replacement=replacement,
        replaces=replaces,
    )
    return comment


def _replaced(thread: Thread, replacement: str) -> tuple[str, str]:
    """The words as they are now, and what is suggested instead, as the text would hold it."""
    if thread.start is None:
        raise Refused("A replacement can be suggested for words that are in the text. Select them first.")
    text = thread.postmortem.sections.get(key=thread.section).body
    words = text[thread.start : thread.end]
    replacement = replacement.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if replacement == words:
        raise Refused("The suggestion says the same as the text. Change the words, or comment without a suggestion.")
    return words, replacement


def _checked(body: str, replacement: str | None) -> str:
    body = body.replace("\r\n", "\n").replace("\0", "").strip()
    if not body and replacement is None:
        raise Refused("Write your comment.")
    if max(len(body), len(replacement or "")) > BODY_LIMIT:
        raise Refused(f"A comment holds up to {BODY_LIMIT:,} characters. Move detail into the text.")
    return body


def _mentioned(postmortem: Postmortem, body: str) -> list[int]:
    """Those named who may see the write-up; the others hear nothing of it."""
    handles = list(dict.fromkeys(handle.lower() for handle in MENTION.findall(body)))[:MOST_MENTIONED]
    people = User.objects.active().filter(handle__in=handles)
    return [user.pk for user in people if Postmortem.objects.visible_to(user).filter(pk=postmortem.pk).exists()]


def _record(verb: str, thread: Thread, by: User, comment: Comment, *, told: tuple[str, list[User]]) -> None:
    """Whoever is mentioned hears of that, the others of what is new; nobody twice."""
    activity = record(verb, thread.postmortem, by=by, data=_data(thread))
    mentioned = list(User.objects.filter(pk__in=comment.mentioned))
    kind, people = told
    others = [user for user in people if user.pk not in set(comment.mentioned)]
    tell(Telling("comment_mentioned", to=mentioned), thread, by=by, cause=activity)
    tell(Telling(kind, to=others), thread, by=by, cause=activity)


def _data(thread: Thread) -> dict[str, Any]:
    data = {"thread": thread.pk, "section": thread.section}
    return {**data, "discussion": True} if thread.is_discussion else data
