from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from insights.querysets import OwnQuerySet
from kit import clock


class Mark(models.Model):
    """Something that numbers are made of changed. The database adds it, in the transaction of the change.

    With a day when actions that count on that day changed, so that its counts must be made anew.
    """

    day = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["day"], name="mark_day", condition=models.Q(day__isnull=False))]

    def __str__(self) -> str:
        return f"Mark {self.pk}"


class Tide(models.Model):
    """One row: how many marks were swept so far, and the newest: with those that wait, all that ever changed."""

    swept = models.BigIntegerField(default=0)
    newest = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.swept} swept"


class ActionDay(models.Model):
    """What counts on one day, of actions open to the organisation: those of one severity, or all when it is empty."""

    severity = models.CharField(max_length=4, blank=True)
    day = models.DateField()
    cells: Any = models.JSONField(help_text="Key to how many, as insights.cells names them.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["severity", "day"], name="action_day_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.severity}"


class ActionMonth(models.Model):
    """The sum of the days of one month: a year is then read as twelve rows."""

    severity = models.CharField(max_length=4, blank=True)
    month = models.DateField()
    cells: Any = models.JSONField(help_text="The sum of its days.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["severity", "month"], name="action_month_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.severity}"


class Subscription(models.Model):
    """Somebody wants the report of each quarter by mail."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)

    objects: Any = OwnQuerySet.as_manager()

    def __str__(self) -> str:
        return f"Quarterly report for {self.user}"

    def get_absolute_url(self) -> str:
        from django.urls import reverse

        return reverse("insights:last_report")

    def relations(self, user: User) -> set[str]:
        return self.user.relations(user)
