from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now
from django.urls import reverse

from accounts.models import Team, User
from accounts.roles import Relation
from incidents.models.catalogue import Service, Tag
from incidents.querysets import HangingQuerySet, IncidentQuerySet
from kit import clock

# In the order in which they happen; durations.py says what lies between them.
MILESTONES = ("started", "detected", "engaged", "understood", "fix_decided", "restored", "resolved")


class Incident(models.Model):
    class Severity(models.TextChoices):
        SEV1 = "sev1", "SEV1"
        SEV2 = "sev2", "SEV2"
        SEV3 = "sev3", "SEV3"
        SEV4 = "sev4", "SEV4"

    class Kind(models.TextChoices):
        OUTAGE = "outage", "Outage"
        DEGRADATION = "degradation", "Degradation"
        DATA_LOSS = "data_loss", "Data loss or corruption"
        SECURITY = "security", "Security"
        NEAR_MISS = "near_miss", "Near miss"
        RECURRING = "recurring", "Recurring issue"
        PLANNED_CHANGE = "planned_change", "Planned change"
        OTHER = "other", "Other"

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        MITIGATED = "mitigated", "Mitigated"
        RESOLVED = "resolved", "Resolved"

    class Visibility(models.TextChoices):
        ORGANISATION = "organisation", "Everybody in the organisation"
        TEAM = "team", "The teams involved"
        RESTRICTED = "restricted", "Only people listed on it"

    class Decision(models.TextChoices):
        UNDECIDED = "", "Not decided"
        FULL = "full", "Full write-up"
        LIGHT = "light", "Light write-up"
        NONE = "none", "No write-up"

    number = models.PositiveIntegerField(unique=True, editable=False)
    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=5_000, blank=True, help_text="What is known, in a few lines.")
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OUTAGE)
    proactive = models.BooleanField(default=False, help_text="Looked into before it became an incident.")
    severity = models.CharField(max_length=4, choices=Severity.choices)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.ORGANISATION)

    started_at = models.DateTimeField()
    detected_at = models.DateTimeField(null=True, blank=True)
    engaged_at = models.DateTimeField(null=True, blank=True)
    understood_at = models.DateTimeField(null=True, blank=True)
    fix_decided_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)

    services = models.ManyToManyField(Service, blank=True, related_name="incidents")
    teams = models.ManyToManyField(Team, blank=True, related_name="incidents")
    tags = models.ManyToManyField(Tag, blank=True, related_name="incidents")
    people = models.ManyToManyField(User, through="Participation", related_name="incidents")

    users_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    users_affected = models.PositiveIntegerField(null=True, blank=True)
    detected_by = models.CharField(max_length=120, blank=True, help_text="For example: automated alert.")
    trigger = models.CharField(max_length=200, blank=True, help_text="For example: traffic at three times normal.")

    criteria = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    decision = models.CharField(max_length=5, choices=Decision.choices, default=Decision.UNDECIDED, blank=True)
    decision_reason = models.TextField(max_length=2_000, blank=True)
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    declared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="incidents_declared")
    declared_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")

    objects = IncidentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(severity__in=["sev1", "sev2", "sev3", "sev4"]), name="incident_severity_known"
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=["organisation", "team", "restricted"]),
                name="incident_visibility_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "mitigated", "resolved"]), name="incident_status_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(decision="none") | ~models.Q(decision_reason=""),
                name="incident_no_write_up_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["-started_at", "-id"], name="incident_newest"),
            models.Index(fields=["severity", "-started_at"], name="incident_severity"),
            models.Index(fields=["status", "-started_at"], name="incident_status"),
            models.Index(
                fields=["-started_at", "-id"],
                name="incident_open",
                condition=models.Q(status__in=["open", "mitigated"]),
            ),
            models.Index(
                fields=["-resolved_at"],
                name="incident_undecided",
                condition=models.Q(status="resolved", decision=""),
            ),
            models.Index(
                models.F("resolved_at") - models.F("started_at"),
                "id",
                name="incident_longest",
                condition=models.Q(resolved_at__isnull=False),
            ),
            models.Index(fields=["visibility"], name="incident_closed", condition=~models.Q(visibility="organisation")),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("incidents:incident", args=[self.reference])

    @property
    def reference(self) -> str:
        return f"INC-{self.number}"

    @property
    def safe_title(self) -> str:
        """For mail and notices: a restricted incident is only its reference there."""
        return self.title if self.visibility != self.Visibility.RESTRICTED else self.reference

    @property
    def is_open_to_all(self) -> bool:
        """Whether mailing lists may hear of it."""
        return self.visibility != self.Visibility.RESTRICTED

    @property
    def is_open(self) -> bool:
        return self.status != self.Status.RESOLVED

    @property
    def is_near_miss(self) -> bool:
        return self.kind == self.Kind.NEAR_MISS

    @property
    def length(self) -> timedelta | None:
        """From the start to the all-clear; None while there is none, or when it precedes the start."""
        if self.resolved_at is None or self.resolved_at < self.started_at:
            return None
        return self.resolved_at - self.started_at

    @property
    def milestones(self) -> dict[str, datetime | None]:
        """Name → time of each milestone, in their order."""
        return {name: getattr(self, f"{name}_at") for name in MILESTONES}

    @cached_property
    def involved_team_ids(self) -> frozenset[int]:
        """Teams named on the incident and owners of its services."""
        if self.pk and not {"teams", "services"} & getattr(self, "_prefetched_objects_cache", {}).keys():
            return self._around["team"]
        named = {team.pk for team in self.teams.all()}
        return frozenset(named | {service.team_id for service in self.services.all()})

    @cached_property
    def listed_user_ids(self) -> frozenset[int]:
        if self.pk and "participations" not in getattr(self, "_prefetched_objects_cache", {}):
            return self._around["user"]
        return frozenset(participation.user_id for participation in self.participations.all())

    @cached_property
    def _around(self) -> dict[str, frozenset[int]]:
        """Teams involved and people listed, whom most rights are asked of, by one query."""
        teams = Team.objects.filter(Q(incidents=self) | Q(services__incidents=self)).order_by()
        people = self.participations.order_by()
        rows = teams.values_list(Value("team"), "pk").union(people.values_list(Value("user"), "user"), all=True)
        found: dict[str, set[int]] = {"team": set(), "user": set()}
        for kind, pk in rows:
            found[kind].add(pk)
        return {kind: frozenset(pks) for kind, pks in found.items()}

    def relations(self, user: User) -> set[str]:
        found = user.relations_to_teams(self.involved_team_ids)
        if self.pk and user.pk in self.listed_user_ids:
            found.add(Relation.PARTICIPANT)
        return found


class GlassBreak(models.Model):
    """An administrator opened something restricted, for a reason everybody listed on it is told."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="glass_breaks")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(max_length=2_000)
    at = models.DateTimeField(default=clock.now)
    until = models.DateTimeField(db_default=Now() + timedelta(hours=24))

    objects: Any = HangingQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.user} opened {self.incident}"
