from __future__ import annotations

from typing import Any

from django.db import models

from kit import clock
from signals.models.delivery import Signal
from signals.models.source import Source
from signals.querysets import HeldQuerySet


class HeldBack(models.Model):
    """The rule would have opened an incident with this signal, but its source had opened its fill within the hour."""

    signal = models.OneToOneField(Signal, on_delete=models.PROTECT, related_name="held_back")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="held_back")
    key = models.CharField(max_length=300)
    at = models.DateTimeField(default=clock.now)

    objects: Any = HeldQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["source", "key"], name="held_back_of_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.source}"
