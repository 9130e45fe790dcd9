from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from incidents.models.incident import Incident
from incidents.querysets import HangingQuerySet
from kit import clock


class Participation(models.Model):
    """A person listed on an incident; being listed lets them see it whatever its visibility."""

    class Role(models.TextChoices):
        COMMANDER = "commander", "Incident commander"
        RESPONDER = "responder", "Responder"
        ON_CALL = "on_call", "On call"
        COMMUNICATIONS = "communications", "Communications"
        CUSTOMER = "customer", "Product or customer representative"
        READER = "reader", "Reader"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="participations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="participations")
    role = models.CharField(max_length=20, choices=Role.choices, default=Role.RESPONDER)
    added_at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "user", "role"], name="participation_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}"
