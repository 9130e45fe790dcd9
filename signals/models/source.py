from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db import models
from django.urls import reverse

from accounts.models import User
from incidents.models import Incident, Service
from kit import clock
from signals.heard import SEVERITIES
from signals.querysets import SourceQuerySet
from signals.senders import SENDERS


class Source(models.Model):
    """Somebody who sends us what happened: its secret address, what its messages mean, and the rule for them."""

    class Rule(models.TextChoices):
        COLLECT = "collect", "Only collect"
        ATTACH = "attach", "Attach to an open incident"
        OPEN = "open", "Open an incident"

    name = models.CharField(max_length=80)
    sender = models.CharField(max_length=20, choices=[(key, sender.label) for key, sender in SENDERS.items()])
    token_hash = models.CharField(max_length=64)
    secret = models.TextField(blank=True, help_text="What its messages are signed with, sealed.")
    offset_seconds = models.IntegerField(default=0, help_text="Added to the sender's times.")
    per_minute = models.PositiveIntegerField(default=600)
    keep_days = models.PositiveIntegerField(default=90, help_text="How long bodies are kept as they came.")
    mapping = models.JSONField(default=dict, blank=True)
    sample = models.TextField(max_length=100_000, blank=True)

    rule = models.CharField(max_length=10, choices=Rule.choices, default=Rule.COLLECT)
    least = models.CharField(max_length=10, choices=[(key, key) for key in SEVERITIES], default="error")
    opens_as = models.CharField(max_length=4, choices=Incident.Severity.choices, default=Incident.Severity.SEV3)
    per_hour = models.PositiveIntegerField(default=10, help_text="Incidents it may open in an hour.")
    joins = models.BooleanField(default=True)
    sets_milestones = models.BooleanField(default=True)
    service = models.ForeignKey(Service, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    acts_for = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    paused_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.CheckConstraint(condition=models.Q(keep_days__gte=1), name="source_keeps_a_day")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("signals:source", args=[self.pk])

    @property
    def safe_title(self) -> str:
        return self.name

    @property
    def signed(self) -> str:
        return SENDERS[self.sender].signed

    @property
    def where(self) -> str:
        return SENDERS[self.sender].where

    @property
    def is_generic(self) -> bool:
        return SENDERS[self.sender].read is None

    @staticmethod
    def new_token() -> str:
        return secrets.token_urlsafe(32)

    @staticmethod
    def digest(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()
