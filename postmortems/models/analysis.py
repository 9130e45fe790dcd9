from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from actions.models import Action
from incidents.models import TimelineEntry
from kit import clock
from postmortems.models.postmortem import Postmortem
from postmortems.querysets import HangingOnPostmortem, KeptRows


class ImpactFigure(models.Model):
    class Area(models.TextChoices):
        CUSTOMER = "customer", "Customer"
        BUSINESS = "business", "Business"
        TECHNICAL = "technical", "Technical"

    class Certainty(models.TextChoices):
        MEASURED = "measured", "Measured"
        ESTIMATED = "estimated", "Estimated"

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="impact_figures")
    area = models.CharField(max_length=10, choices=Area.choices)
    label = models.CharField(max_length=80, help_text='For example "customers affected".')
    value = models.CharField(max_length=60, help_text='For example "~15,000".')
    detail = models.CharField(max_length=300, blank=True)
    certainty = models.CharField(max_length=10, choices=Certainty.choices, default=Certainty.MEASURED)
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = KeptRows()
    everything: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return f"{self.value} {self.label}"


class Why(models.Model):
    """One rung of the five whys: a question and its answer; a child asks why of its parent's answer."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="whys")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    question = models.CharField(max_length=300)
    answer = models.TextField(max_length=2_000, blank=True)
    is_root = models.BooleanField(default=False, help_text="This answer is a root cause.")
    evidence_label = models.CharField(max_length=200, blank=True, help_text="What shows that the answer is right.")
    evidence_url = models.URLField(max_length=1_000, blank=True)
    evidence_entry = models.ForeignKey(
        TimelineEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = KeptRows()
    everything: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.question


class ContributingFactor(models.Model):
    """Something that contributed. It ends in one or more actions, or in a risk accepted for a while."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="factors")
    category = models.CharField(max_length=40, help_text="Key of a FactorCategory.")
    text = models.CharField(max_length=300)
    actions = models.ManyToManyField(Action, blank=True, related_name="factors")
    risk_owner = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    risk_reason = models.CharField(max_length=500, blank=True)
    risk_until = models.DateField(null=True, blank=True)
    risk_renewals = models.PositiveSmallIntegerField(default=0)
    risk_told = models.DateField(null=True, blank=True, help_text="The end of the risk that its people were told of.")
    reanswered_at = models.DateTimeField(
        null=True, blank=True, help_text="Its answer changed after publication: the frozen text has an older one."
    )
    order = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = KeptRows()
    everything: Any = HangingOnPostmortem.as_manager()

    class Meta:
        ordering = ["category", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(risk_owner__isnull=True, risk_reason="", risk_until__isnull=True)
                | (Q(risk_owner__isnull=False, risk_until__isnull=False) & ~Q(risk_reason="")),
                name="factor_accepted_risk_is_whole",
            )
        ]
        indexes = [
            models.Index(
                fields=["risk_until"],
                name="factor_risk_ends",
                condition=Q(risk_until__isnull=False, removed_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('postmortems:coverage', args=[self.reference])}#factor-{self.pk}"

    @property
    def reference(self) -> str:
        return str(self.postmortem.reference)

    @property
    def safe_title(self) -> str:
        return self.postmortem.safe_title

    @property
    def is_open_to_all(self) -> bool:
        return self.postmortem.is_open_to_all

    def relations(self, user: User) -> set[str]:
        """What somebody is to its write-up; who answers for its risk is its owner."""
        found = self.postmortem.relations(user)
        return found | {Relation.OWNER} if self.risk_owner_id == user.pk else found

    @property
    def is_accepted_risk(self) -> bool:
        return self.risk_owner_id is not None

    def has_run_out(self, on: date) -> bool:
        """Whether the last day on which its risk was accepted has passed."""
        return self.risk_until is not None and self.risk_until < on
