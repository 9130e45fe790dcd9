from __future__ import annotations

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

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(Lower("name"), "kind", name="tag_unique")]

    def __str__(self) -> str:
        return self.name
