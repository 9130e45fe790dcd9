"""What of the incoming belongs to which incident."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from incidents.models import Incident, TimelineEntry
from incidents.querysets import HangingQuerySet
from kit import clock
from signals.models.chat import Message
from signals.models.delivery import Signal
from signals.models.source import Source
from signals.querysets import PickedQuerySet

EITHER = Q(signal__isnull=True) ^ Q(message__isnull=True)


class Sighting(models.Model):
    """This signal belongs to this incident: said by a person, or (without `by`) by the rule of its source."""

    signal = models.ForeignKey(Signal, on_delete=models.PROTECT, related_name="sightings")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="sightings")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "signal"], name="sighting_once")]

    def __str__(self) -> str:
        return f"{self.signal} on {self.incident.reference}"


class Opening(models.Model):
    """A rule took this signal as the beginning of trouble, and opened an incident for it or joined one.

    The times are what the rule last wrote, so that it never writes over what a person set.
    """

    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="opening")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="openings")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=300)
    is_own = models.BooleanField(default=True, help_text="Opened it rather than joined it.")
    detected_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source", "key"], name="opening_of_key")]

    def __str__(self) -> str:
        return f"{self.key} → {self.incident.reference}"


class Citation(models.Model):
    """An entry of the timeline says what this signal or message shows."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="citations")
    entry = models.ForeignKey(TimelineEntry, on_delete=models.CASCADE, related_name="citations")
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")

    objects: Any = PickedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=EITHER, name="citation_of_one"),
            models.UniqueConstraint(fields=["entry", "signal", "message"], nulls_distinct=False, name="citation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} cites {self.signal or self.message}"


class SetAside(models.Model):
    """Somebody looked at it and said that it tells nothing about this incident; of a deploy, that it was not it."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="set_asides")
    signal = models.ForeignKey(Signal, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = PickedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=EITHER, name="set_aside_one"),
            models.UniqueConstraint(
                fields=["incident", "signal", "message"], nulls_distinct=False, name="set_aside_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signal or self.message} on {self.incident.reference}"
