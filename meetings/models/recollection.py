from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from accounts.models import User
from incidents.models import TimelineEntry
from kit import clock
from meetings.models.meeting import Meeting
from meetings.querysets import RecollectionQuerySet


class Recollection(models.Model):
    """A moment of the incident as one person tells it: its author's alone until all of them are shown together."""

    id = models.UUIDField(primary_key=True, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="recollections")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(
        TimelineEntry,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="What it goes with.",
    )
    at = models.DateTimeField(null=True, blank=True, help_text="When it was, as they remember it.")
    saw = models.TextField(max_length=1_000, blank=True)
    expected = models.TextField(max_length=1_000, blank=True)
    did = models.TextField(max_length=1_000, blank=True)
    written_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects: Any = RecollectionQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(saw="") | ~models.Q(expected="") | ~models.Q(did=""),
                name="recollection_says_something",
            )
        ]

    def __str__(self) -> str:
        return f"A recollection for {self.meeting}"

    def get_absolute_url(self) -> str:
        return f"{reverse('meetings:recollections', args=[self.meeting_id])}#told-{self.pk}"
