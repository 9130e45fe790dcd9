"""What is kept of an action besides itself: what was said, moved, decided, put off and judged."""

from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from actions.models.action import Action
from actions.querysets import ActionLogQuerySet
from kit import clock


class ActionUpdate(models.Model):
    """What somebody said about an action's progress."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    text = models.TextField(max_length=2_000)
    blocked = models.BooleanField(default=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = ActionLogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.text[:60]


class DeadlineChange(models.Model):
    """A deadline that moved, and why; counted for ever."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="deadline_changes")
    before = models.DateField(null=True)
    after = models.DateField()
    reason = models.TextField(max_length=2_000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = ActionLogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"


class Decision(models.Model):
    """The explicit decision on an action that is four or more weeks overdue."""

    class Outcome(models.TextChoices):
        COMPLETE = "complete", "Complete it"
        REPRIORITISE = "reprioritise", "Reprioritise it"
        DROP = "drop", "Drop it"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.TextField(max_length=2_000)
    week = models.PositiveSmallIntegerField(help_text="How many weeks overdue it was.")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = ActionLogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_reason")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.reason[:60]}"


class Snooze(models.Model):
    """A while in which nobody is told of an action, and why; counted for ever."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="quiet_spells")
    until = models.DateField()
    reason = models.TextField(max_length=2_000)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = ActionLogQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="snooze_has_reason")]

    def __str__(self) -> str:
        return f"until {self.until}"


class Check(models.Model):
    """Asked 30 and 90 days after an action was done: did what it answers come back?"""

    class Answer(models.TextChoices):
        OPEN = "", "Not answered"
        EFFECTIVE = "effective", "Effective"
        NOT_EFFECTIVE = "not", "Not effective"
        UNKNOWN = "unknown", "Unknown"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="checks")
    days = models.PositiveSmallIntegerField()
    closed_at = models.DateTimeField(help_text="When the action was done: taken up again, it is another completion.")
    answer = models.CharField(max_length=10, choices=Answer.choices, blank=True, default=Answer.OPEN)
    note = models.TextField(max_length=2_000, blank=True)
    answered_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(default=clock.now)

    objects: Any = ActionLogQuerySet.as_manager()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["action", "closed_at", "days"], name="check_once"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="check_answered_has_time",
            ),
        ]
        indexes = [models.Index(fields=["action"], name="check_open", condition=models.Q(answer=""))]

    def __str__(self) -> str:
        return f"{self.days} days after {self.action_id}"

    @property
    def key(self) -> str:
        return f"check:{self.action_id}:{self.closed_at.isoformat()}:{self.days}"
