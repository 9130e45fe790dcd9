from __future__ import annotations

import re
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from kit import clock
from live.models import Document
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem, Threads

BODY_LIMIT = 5_000
# The `at` of what is said about a published write-up. It asks for no change, so it stands in nobody's way.
DISCUSSION = "discussion"
QUOTE_LIMIT = 2_000
MENTION = re.compile(r"(?<![\w@.])@([a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?)", re.IGNORECASE)


class Thread(models.Model):
    """Comments on one place of a write-up: words, a section, a block, one of its rows, or the whole.

    Its place is the most exact of what is set: words have an `anchor`, blocks and rows an `at` as the editor's page
    names them ("block:whys", "row:whys:7"), all but the whole a section. It outlives what it is about, as `quote` says.
    What is said once the write-up is published is `at` DISCUSSION.
    """

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="threads")
    section = models.SlugField(max_length=40, blank=True)
    at = models.CharField(max_length=60, blank=True)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", help_text="The one that the anchor is of."
    )
    anchor = models.JSONField(null=True, help_text="See live.anchors.")
    start = models.PositiveIntegerField(null=True, help_text="In the section's text; empty once the words are gone.")
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True, max_length=QUOTE_LIMIT, help_text="The words or the row, when it began.")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(default=clock.now, help_text="When it was started or reopened last.")
    resolved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects: Any = Threads()

    # What postmortems.discussion adds.
    title: str
    said: list[Comment]
    nth: int
    address: str
    key: str

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(anchor__isnull=True) | Q(document__isnull=False), name="thread_anchored"
            ),
            models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True) | Q(start__lt=models.F("end")), name="thread_span"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="thread_resolved_by",
            ),
        ]

    def __str__(self) -> str:
        return f"Thread {self.pk}"

    def get_absolute_url(self) -> str:
        if self.is_discussion:
            return f"{reverse('postmortems:discussion', args=[self.reference])}#thread-{self.pk}"
        return f"{reverse('postmortems:comments', args=[self.reference])}?show=all#thread-{self.pk}"

    @property
    def reference(self) -> str:
        return self.postmortem.reference

    @property
    def safe_title(self) -> str:
        return self.postmortem.safe_title

    @property
    def is_open_to_all(self) -> bool:
        return self.postmortem.is_open_to_all

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    @property
    def is_discussion(self) -> bool:
        return self.at == DISCUSSION

    @property
    def is_on_words(self) -> bool:
        return self.anchor is not None

    @property
    def words_are_gone(self) -> bool:
        return self.is_on_words and self.start is None

    def relations(self, user: User) -> set[str]:
        return self.postmortem.relations(user)


class Comment(models.Model):
    """What one person said in a thread; with a `replacement`, what they suggest to put in place of its words."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="comments")
    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    body = models.TextField(blank=True, max_length=BODY_LIMIT)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(
        null=True, blank=True, help_text="Its author took it back; nobody is shown what it said."
    )
    version = models.PositiveIntegerField(default=1)
    mentioned = ArrayField(models.BigIntegerField(), default=list, blank=True, help_text="People told by name.")
    replacement = models.TextField(null=True, blank=True, max_length=BODY_LIMIT)  # noqa: DJ001  (empty: take them out)
    replaces = models.TextField(blank=True, help_text="The words as they were when it was suggested.")
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(body="") | Q(replacement__isnull=False), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(replacement__isnull=False, decided_by__isnull=False),
                name="comment_decided_suggestion",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment {self.pk}"

    @property
    def is_suggestion(self) -> bool:
        return self.replacement is not None

    @property
    def is_undecided(self) -> bool:
        return self.is_suggestion and not self.outcome

    @property
    def pieces(self) -> list[tuple[bool, str]]:
        """The body cut at its mentions: (is it one, text)."""
        parts = MENTION.split(self.body)
        return [(bool(n % 2), f"@{part}" if n % 2 else part) for n, part in enumerate(parts) if part]

    def relations(self, user: User) -> set[str]:
        return {Relation.SELF} if self.by_id == user.pk else set()
