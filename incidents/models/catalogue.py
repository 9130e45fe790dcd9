from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import Team, User
from incidents.querysets import ServiceQuerySet, TagQuerySet
from kit import clock


class Service(models.Model):
    class Tier(models.IntegerChoices):
        CRITICAL = 1, "Tier 1, customers stop without it"
        IMPORTANT = 2, "Tier 2, customers notice"
        INTERNAL = 3, "Tier 3, only we notice"

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="services")
    tier = models.PositiveSmallIntegerField(choices=Tier.choices, default=Tier.IMPORTANT)
    description = models.CharField(max_length=300, blank=True)
    depends_on = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="dependents", help_text="Services it cannot work without."
    )
    archived_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="service_name_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("incidents:service", args=[self.slug])

    def relations(self, user: User) -> set[str]:
        return user.relations_to_teams({self.team_id})


class Tag(models.Model):
    class Kind(models.TextChoices):
        TECHNOLOGY = "technology", "Technology"
        FAILURE_MODE = "failure_mode", "Failure mode"
        CAUSE = "cause", "Cause category"
        OTHER = "other", "Tag"

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.OTHER)
    name = models.CharField(max_length=60)
    description = models.CharField(max_length=300, blank=True, help_text="What belongs to it, in a sentence.")
    terms = ArrayField(
        models.CharField(max_length=60), default=list, blank=True, help_text="Words of a text that suggest it."
    )
    order = models.PositiveSmallIntegerField(default=0)
    archived_at = models.DateTimeField(null=True, blank=True, help_text="Not offered any more.")
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="aliases", help_text="Its present name."
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")

    objects: Any = TagQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), "kind", name="tag_unique")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Of what has it in common; the page lies above this app and is known by its name only."""
        return reverse("learning:theme", args=["tag", self.pk])

    @property
    def safe_title(self) -> str:
        return self.name

    def relations(self, user: User) -> set[str]:
        return set()
