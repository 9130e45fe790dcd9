from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from incidents.models.incident import Incident
from incidents.querysets import HangingQuerySet
from kit import clock


class SeverityChange(models.Model):
    """Every severity an incident has had; the first row is the declaration."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="severity_changes")
    severity = models.CharField(max_length=4, choices=Incident.Severity.choices)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.incident.reference} {self.severity}"


class IncidentLink(models.Model):
    class Kind(models.TextChoices):
        CHAT = "chat", "Chat"
        DASHBOARD = "dashboard", "Dashboard"
        RUNBOOK = "runbook", "Runbook"
        TICKET = "ticket", "Ticket"
        DEPLOY = "deploy", "Deploy"
        LOG = "log", "Logs"
        OTHER = "other", "Other"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.OTHER)
    label = models.CharField(max_length=120)
    url = models.URLField(max_length=1_000)
    note = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class IncidentRelation(models.Model):
    """`incident` is related to the earlier `other`, and why."""

    class Kind(models.TextChoices):
        RECURRENCE = "recurrence", "Recurrence of"
        SAME_CAUSE = "same_cause", "Same cause as"
        SAME_FAILURE = "same_failure", "Same failure mode as"
        CAUSED_BY = "caused_by", "Caused by"
        SIMILAR = "similar", "Similar to"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="relations_out")
    other = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="relations_in")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.SIMILAR)
    reason = models.CharField(max_length=500)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "other"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(incident=models.F("other")), name="relation_not_to_itself"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.incident.reference} {self.get_kind_display()} {self.other.reference}"
