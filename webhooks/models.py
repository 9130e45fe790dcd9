from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from accounts.models import User
from activity.models import Activity
from kit import clock, sealing
from webhooks.querysets import EndpointQuerySet, OwedQuerySet


class Endpoint(models.Model):
    """Another system that is told what was done, as far as one person may see it."""

    name = models.CharField(max_length=80)
    host = models.CharField(max_length=255, help_text="Of its address, which is not shown.")
    sealed_url = models.TextField()
    sealed_secret = models.TextField()
    sealed_former = models.TextField(blank=True, help_text="The secret before, signed with as well for a day.")
    former_until = models.DateTimeField(null=True, blank=True)
    events = ArrayField(models.CharField(max_length=60))
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="webhooks", help_text="It is told what this person may see."
    )
    created_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=200, blank=True, help_text="Empty when a person paused it.")
    removed_at = models.DateTimeField(null=True, blank=True)
    failing_since = models.DateTimeField(null=True, blank=True, help_text="Nothing has arrived from then on.")
    version = models.PositiveIntegerField(default=1)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("webhooks:endpoint", args=[self.pk])

    @property
    def safe_title(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """A secret: whoever has it can pretend to be us, as far as the receiver does not look at signatures."""
        return sealing.opened(self.sealed_url)

    def relations(self, user: User) -> set[str]:
        return set()

    def secrets(self, at: datetime) -> list[str]:
        """To sign with, the present one first."""
        sealed = [self.sealed_secret]
        if self.sealed_former and self.former_until is not None and at < self.former_until:
            sealed.append(self.sealed_former)
        return [sealing.opened(each) for each in sealed]


class Delivery(models.Model):
    """One message to one endpoint: a row before it is a task. Its body is made as it leaves, by the rights of then."""

    class State(models.TextChoices):
        DUE = "due", "Waiting"
        SENT = "sent", "Arrived"
        SKIPPED = "skipped", "Not sent"
        FAILED = "failed", "Given up"

    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    activity = models.ForeignKey(
        Activity, null=True, on_delete=models.PROTECT, related_name="+", help_text="Empty for a test."
    )
    event = models.CharField(max_length=60)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DUE)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    held_until = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Of the last answer.")
    outcome = models.CharField(max_length=300, blank=True)

    objects: Any = OwedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["endpoint", "activity"], name="delivery_once")]
        indexes = [
            models.Index(fields=["endpoint", "-id"], name="delivery_newest"),
            models.Index(fields=["id"], name="delivery_due", condition=models.Q(state="due")),
        ]

    def __str__(self) -> str:
        return f"{self.event} to {self.endpoint}"

    @property
    def message_id(self) -> str:
        """The same for every attempt, so that a receiver can tell it has it."""
        return f"msg_{self.pk}"
