from __future__ import annotations

from typing import Any

from django.db import models

from actions.models import Action
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem, KeptRows


class Row(models.Model):
    """What every row of these blocks has."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="%(class)ss")
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = KeptRows()
    everything: Any = HangingOnPostmortem.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "pk"]


class Defence(Row):
    """A layer that could have stopped the incident, in the order in which it came to them."""

    class Outcome(models.TextChoices):
        HOLE = "hole", "It had a hole"
        HELD = "held", "It held"

    layer = models.CharField(max_length=60, help_text="For example review, testing, monitoring.")
    purpose = models.CharField(max_length=300, blank=True, help_text="What it is meant to stop.")
    outcome = models.CharField(max_length=4, choices=Outcome.choices, default=Outcome.HOLE)
    detail = models.CharField(max_length=500, blank=True, help_text="Where the hole was, or how it held.")
    closed_by = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="defences")

    def __str__(self) -> str:
        return self.layer


class Mitigator(Row):
    """What limited the damage on purpose: luck is told in prose."""

    text = models.CharField(max_length=300, help_text="What limited the damage.")
    effect = models.CharField(max_length=300, blank=True, help_text="What it spared.")

    def __str__(self) -> str:
        return self.text


class WhatIf(Row):
    """A question about an incident that went another way, and its answer."""

    question = models.CharField(max_length=300)
    answer = models.TextField(max_length=2_000, blank=True, help_text="Short Markdown.")

    def __str__(self) -> str:
        return self.question
