from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from kit import clock
from meetings.models.meeting import Meeting
from meetings.querysets import OfMeetingQuerySet


class Attendee(models.Model):
    """Somebody invited, or who came anyway. Who was taken off the list stays as a row, so that calendars are told."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=60, blank=True, help_text="Why they are asked, for example: Responder.")
    invited_at = models.DateTimeField(null=True, blank=True, help_text="Empty: came without being invited.")
    taken_off_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True, help_text="When a page of theirs last said it is here.")
    hand_at = models.DateTimeField(null=True, blank=True, help_text="Since when they wait to speak.")
    declined_at = models.DateTimeField(null=True, blank=True, help_text="Since when they would rather not recollect.")
    added_at = models.DateTimeField(default=clock.now)

    objects: Any = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="attendee_once")]

    def __str__(self) -> str:
        return f"{self.user} at {self.meeting}"
