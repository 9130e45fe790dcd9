from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from incidents.models import Incident
from kit import clock
from meetings.querysets import MeetingQuerySet


def new_uid() -> str:
    return uuid.uuid4().hex


class Meeting(models.Model):
    """The review meeting of one incident: planned, held once, or called off."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        RUNNING = "running", "Running"
        ENDED = "ended", "Held"
        CANCELLED = "cancelled", "Cancelled"

    class Length(models.IntegerChoices):
        SHORT = 60, "60 minutes"
        USUAL = 75, "75 minutes"
        LONG = 90, "90 minutes"

    # One that nobody opened so long after its time will not be.
    PATIENCE = timedelta(hours=12)

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="meetings")
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(choices=Length.choices, default=Length.USUAL)
    place = models.CharField(max_length=300, blank=True, help_text="A room, or the address of a call.")
    facilitator = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    note_taker = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    prepared = ArrayField(models.CharField(max_length=20), default=list, blank=True, help_text="What is ticked off.")
    cancel_reason = models.TextField(max_length=2_000, blank=True)
    uid = models.CharField(max_length=32, unique=True, default=new_uid, help_text="Names it in calendars, for ever.")
    sequence = models.PositiveIntegerField(default=0, help_text="Counts what calendars were told.")
    called_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")
    offered_to = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Asked to facilitate from here.",
    )
    draft_sent_at = models.DateTimeField(null=True, blank=True, help_text="When the draft went out to be read.")
    started_at = models.DateTimeField(null=True, blank=True)
    shown_at = models.DateTimeField(null=True, blank=True, help_text="When everybody's recollections were shown.")
    ended_at = models.DateTimeField(null=True, blank=True)
    minutes_text = models.TextField(blank=True, help_text="What was said and decided, frozen when it ended.")

    # Counted by `for_its_page` alone.
    links: int

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident"],
                condition=models.Q(state__in=["planned", "running"]),
                name="meeting_one_ahead",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "running", "ended", "cancelled"]), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cancelled") | ~models.Q(cancel_reason=""),
                name="meeting_cancelled_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["planned", "cancelled"]) | models.Q(started_at__isnull=False),
                name="meeting_held_has_start",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="meeting_starts")]

    def __str__(self) -> str:
        return f"Review meeting of {self.incident.reference}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def title(self) -> str:
        return self.incident.title

    @property
    def safe_title(self) -> str:
        return self.incident.safe_title

    @property
    def is_open_to_all(self) -> bool:
        return self.incident.is_open_to_all

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_running(self) -> bool:
        return self.state == self.State.RUNNING

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.ENDED, self.State.CANCELLED)

    def relations(self, user: User) -> set[str]:
        found = self.incident.relations(user)
        if user.pk == self.facilitator_id:
            found.add(Relation.FACILITATOR)
        if user.pk == self.called_by_id:
            found.add(Relation.CALLER)
        return found
