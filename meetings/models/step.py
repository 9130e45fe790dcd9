from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import models

from kit import clock
from meetings.models.meeting import Meeting
from meetings.querysets import OfMeetingQuerySet


class Step(models.Model):
    """One item of the agenda and its clock, which runs in rows: `spent` until `running_since`, and on from there."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=20)
    minutes = models.PositiveSmallIntegerField()
    extended = models.PositiveSmallIntegerField(default=0, help_text="Minutes added while it ran.")
    is_current = models.BooleanField(default=False)
    begun_at = models.DateTimeField(null=True, blank=True)
    spent = models.DurationField(default=timedelta)
    running_since = models.DateTimeField(null=True, blank=True, help_text="Empty: its clock stands.")
    prompt = models.PositiveSmallIntegerField(default=0, help_text="Which of its questions is shown.")

    objects: Any = OfMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "position"], name="step_position_once"),
            models.UniqueConstraint(fields=["meeting"], condition=models.Q(is_current=True), name="step_one_current"),
            models.CheckConstraint(
                condition=models.Q(running_since__isnull=True) | models.Q(is_current=True),
                name="step_runs_when_current",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.meeting}"

    @property
    def box(self) -> timedelta:
        """What it may take, with what was added."""
        return timedelta(minutes=self.minutes + self.extended)

    @property
    def is_paused(self) -> bool:
        return self.is_current and self.running_since is None

    def spent_at(self, at: datetime) -> timedelta:
        return self.spent + (at - self.running_since if self.running_since else timedelta())

    def halt(self) -> None:
        self.spent, self.running_since = self.spent_at(clock.now()), None
