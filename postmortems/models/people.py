from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from kit import clock
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem


class Authorship(models.Model):
    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="authorships")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="authorships")
    leads = models.BooleanField(default=False, help_text="The one who drives it to publication.")
    since = models.DateTimeField(default=clock.now)

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["-leads", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["postmortem", "user"], name="authorship_once"),
            models.UniqueConstraint(fields=["postmortem"], condition=models.Q(leads=True), name="authorship_one_leads"),
        ]

    def __str__(self) -> str:
        return f"{self.user}"


class Reviewer(models.Model):
    """Somebody named on the review. Never an author."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="When the latest revision sent was approved or sent back."
    )

    objects: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["postmortem", "user"], name="reviewer_once")]
        indexes = [models.Index(fields=["user"], name="reviewer_waiting", condition=models.Q(answered_at__isnull=True))]

    def __str__(self) -> str:
        return f"{self.user}"
