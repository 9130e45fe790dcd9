from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.models import User
from kit import clock
from live.models import Document
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem


class Revision(models.Model):
    """The whole write-up, frozen at a transition. The database refuses to change its content."""

    class Reason(models.TextChoices):
        REVIEW_REQUESTED = "review_requested", "Sent for review"
        CHANGES_REQUESTED = "changes_requested", "Changes requested"
        APPROVED = "approved", "Approved"
        PUBLISHED = "published", "Published"
        AMENDED = "amended", "Amended"
        RESTORED = "restored", "Before a restore"

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    reason = models.CharField(max_length=20, choices=Reason.choices)
    note = models.TextField(max_length=2_000, blank=True)
    content = models.JSONField(help_text="The shape that postmortems.content.freeze describes.")
    content_hash = models.CharField(max_length=64)
    document = models.ForeignKey(
        Document, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty: from before live editing."
    )
    head = models.BigIntegerField(default=0, help_text="The document's newest update in it.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["postmortem", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"Revision {self.number}"


class Verdict(models.Model):
    """What a reviewer said of one exact revision."""

    class Outcome(models.TextChoices):
        COMMENT = "comment", "Comment"
        APPROVE = "approve", "Approve"
        REQUEST_CHANGES = "request_changes", "Request changes"

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="verdicts")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="verdicts")
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="verdicts")
    outcome = models.CharField(max_length=16, choices=Outcome.choices)
    summary = models.TextField(max_length=5_000, blank=True)
    checked = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    open_reason = models.TextField(max_length=2_000, blank=True, help_text="Why approved with checks left open.")
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reviewer}: {self.get_outcome_display()}"


class Waiver(models.Model):
    """A gate that a tech lead lets a write-up pass, in writing."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="waivers")
    gate = models.CharField(max_length=60)
    reason = models.TextField(max_length=2_000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["postmortem", "gate"], condition=models.Q(withdrawn_at__isnull=True), name="waiver_once"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="waiver_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.gate}: {self.reason[:60]}"


class ReadMark(models.Model):
    """That a reader has read a section as it was in a revision. Nobody else is shown it."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="read_marks")
    section = models.SlugField(max_length=48, help_text="Or head, or data-… for rows that no section shows.")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="read_marks")
    digest = models.CharField(
        max_length=64, blank=True, help_text="Of what was read: the same text elsewhere is read too. Empty: unknown."
    )
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "user", "section", "revision"], name="read_mark_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} read {self.section}"


class Amendment(models.Model):
    """Why a published text was opened again, and which revision came of it."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="amendments")
    reason = models.TextField(max_length=2_000)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=clock.now)
    revision = models.OneToOneField(Revision, null=True, blank=True, on_delete=models.PROTECT, related_name="amendment")
    closed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["postmortem"], condition=models.Q(closed_at__isnull=True), name="amendment_one_open"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="amendment_has_reason"),
        ]

    def __str__(self) -> str:
        return self.reason[:60]
