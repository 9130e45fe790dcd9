from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from accounts.roles import Relation
from actions.models import Action
from kit import clock
from meetings.models.meeting import Meeting
from meetings.querysets import OfMeetingQuerySet


class Note(models.Model):
    """A line the room wrote down."""

    class Kind(models.TextChoices):
        PARKED = "parked", "Parked"
        DECISION = "decision", "Decision"
        QUESTION = "question", "Open question"
        NOTE = "note", "Note"
        DISCUSS = "discuss", "To discuss"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.CharField(max_length=500)
    step = models.CharField(max_length=20, blank=True, help_text="Key of the agenda item it was written in.")
    owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(
        max_length=60, blank=True, help_text="The difference between recollections it asks about."
    )
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=500, blank=True, help_text="What came of it.")

    objects: Any = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "source"],
                condition=~models.Q(source="") & models.Q(removed_at__isnull=True),
                name="note_asks_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} in {self.meeting}"

    @property
    def waits(self) -> bool:
        """Whether somebody still has to find out, or to say what came of it."""
        return self.kind in (self.Kind.QUESTION, self.Kind.PARKED, self.Kind.DISCUSS) and self.settled_at is None


class Capture(models.Model):
    """An action promised in the room, and what its owner says to it."""

    class Answer(models.TextChoices):
        ASKED = "", "Not answered"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        OTHER_DATE = "other_date", "Another date proposed"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="captures")
    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="capture")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.ASKED)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    objects: Any = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action} in {self.meeting}"

    @property
    def reference(self) -> str:
        return self.meeting.reference

    def relations(self, user: User) -> set[str]:
        return {Relation.OWNER} if user.pk == self.action.owner_id else set()
