from __future__ import annotations

from typing import Any

from django.db import models

from accounts.models import User
from incidents.models.incident import MILESTONES, Incident
from incidents.querysets import HangingQuerySet, TimelineQuerySet
from kit import clock


class TimelineEntry(models.Model):
    class Kind(models.TextChoices):
        DETECTION = "detection", "Detection"
        ALERT = "alert", "Alert"
        OBSERVATION = "observation", "Observation"
        HYPOTHESIS = "hypothesis", "Hypothesis"
        DECISION = "decision", "Decision"
        ACTION = "action", "Action"
        COMMUNICATION = "communication", "Communication"
        ESCALATION = "escalation", "Escalation"
        CHANGE = "change", "Change"
        RECOVERY = "recovery", "Recovery"

    class Source(models.TextChoices):
        UNKNOWN = "", "No source"
        CHAT = "chat", "Chat"
        PAGER = "pager", "Pager"
        LOG = "log", "Log"
        METRICS = "metrics", "Metrics"
        DEPLOY = "deploy", "Deploy"
        REVIEW = "review", "Code review"
        CALL = "call", "Call"
        MAIL = "mail", "E-mail"
        STATUS_PAGE = "status", "Status page"
        PERSON = "person", "A person's account"

    class Certainty(models.TextChoices):
        EVIDENCED = "evidenced", "Evidenced"
        RECALLED = "recalled", "Recalled"
        INFERRED = "inferred", "Inferred"

    class Milestone(models.TextChoices):
        NONE = "", "Proves no milestone"
        STARTED = "started", "Impact starts"
        DETECTED = "detected", "Detected"
        ENGAGED = "engaged", "Engaged"
        UNDERSTOOD = "understood", "Understood"
        FIX_DECIDED = "fix_decided", "Fix decided"
        RESTORED = "restored", "Restored"
        RESOLVED = "resolved", "All-clear"

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    kind = models.CharField(max_length=15, choices=Kind.choices, default=Kind.OBSERVATION)
    text = models.TextField(max_length=2_000, help_text="Short Markdown.")
    who = models.CharField(max_length=200, blank=True, help_text="People, teams or a system.")
    told = models.CharField(max_length=200, blank=True, help_text="For communication and escalation: who was told.")
    source = models.CharField(max_length=10, choices=Source.choices, blank=True, default=Source.UNKNOWN)
    evidence_label = models.CharField(max_length=120, blank=True)
    evidence_url = models.URLField(max_length=1_000, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices, default=Certainty.EVIDENCED)
    known = models.TextField(max_length=2_000, blank=True, help_text="Decisions: what was known at that time.")
    options = models.TextField(max_length=2_000, blank=True, help_text="Decisions: options considered.")
    missing = models.TextField(max_length=2_000, blank=True, help_text="Decisions: information that was missing.")
    starred = models.BooleanField(default=False)
    milestone = models.CharField(max_length=12, choices=Milestone.choices, blank=True, default=Milestone.NONE)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    deleted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects: Any = TimelineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident", "milestone"],
                condition=~models.Q(milestone="") & models.Q(deleted_at__isnull=True),
                name="entry_proves_milestone_once",
            ),
            models.CheckConstraint(condition=models.Q(milestone__in=["", *MILESTONES]), name="entry_milestone_known"),
        ]
        indexes = [models.Index(fields=["incident", "at", "id"], name="entry_order")]

    def __str__(self) -> str:
        return f"{self.at:%H:%M} {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return f"{self.incident.get_absolute_url()}#entry-{self.pk}"

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def safe_title(self) -> str:
        return self.incident.safe_title

    @property
    def is_decision(self) -> bool:
        return self.kind == self.Kind.DECISION


class QuietSpell(models.Model):
    """Somebody's word that nothing happened between two entries, so the gap is explained."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="quiet_spells")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = HangingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(end_at__gt=models.F("start_at")), name="quiet_spell_forward")
        ]
        ordering = ["start_at"]

    def __str__(self) -> str:
        return f"{self.incident.reference} {self.start_at:%H:%M} to {self.end_at:%H:%M}"
