from __future__ import annotations

from typing import Any

from django.db import models
from django.urls import reverse

from incidents.models import Service
from kit import clock
from signals.models.source import Source
from signals.querysets import ArrivalQuerySet, SignalQuerySet


class Delivery(models.Model):
    """One body as it came. The database refuses to change it; only what became of it changes, and in the end
    it is let go: see `workflow.let_go`."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        DONE = "done", "Read"
        NOTHING = "nothing", "Nothing in it"
        QUARANTINED = "quarantined", "Not understood"
        FORGED = "forged", "Signature wrong"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="deliveries")
    received_at = models.DateTimeField(default=clock.now)
    headers = models.JSONField(default=dict, help_text="Those that say what it is; never a secret.")
    body = models.BinaryField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    worked_at = models.DateTimeField(null=True, blank=True)
    times_worked = models.PositiveIntegerField(default=0)
    new_signals = models.PositiveIntegerField(default=0)
    let_go_at = models.DateTimeField(null=True, blank=True)

    objects: Any = ArrivalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["source", "-received_at"], name="signals_delivery_newest"),
            models.Index(fields=["id"], name="signals_delivery_waiting", condition=models.Q(state="waiting")),
            models.Index(
                fields=["source", "received_at"], name="signals_delivery_whole", condition=models.Q(let_go_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.received_at:%Y-%m-%d %H:%M:%S}"

    def get_absolute_url(self) -> str:
        return reverse("signals:delivery", args=[self.source_id, self.pk])


class Signal(models.Model):
    """One thing that a sender said happened. Immutable, in the database too; people promote it to the timeline."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="signals")
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, related_name="signals")
    sender_id = models.CharField(max_length=300, help_text="The sender's own name of this event.")
    key = models.CharField(max_length=300, help_text="What it is about: all events of one alert share it.")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    severity = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=300)
    text = models.CharField(max_length=1_000, blank=True)
    who = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=1_000, blank=True)
    service_name = models.CharField(max_length=300, blank=True)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField(null=True, blank=True, help_text="By the sender's clock.")
    at = models.DateTimeField(help_text="By ours: the sender's time and the source's offset.")
    received_at = models.DateTimeField()

    objects: Any = SignalQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "sender_id"], name="signal_once")]
        indexes = [
            models.Index(fields=["source", "key", "at"], name="signal_of_key"),
            models.Index(fields=["service", "at"], name="signal_of_service"),
            models.Index(fields=["kind", "at"], name="signal_of_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"signal-{self.pk}"

    @property
    def channel(self) -> str:
        return str(self.source)
