from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from incidents.models import Incident
from kit import clock
from learning.querysets import Open


class Theme(models.Model):
    """Incidents that somebody sees a pattern in, beyond what tags and services say."""

    name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    description = models.TextField(max_length=2_000, blank=True)
    incidents: Any = models.ManyToManyField(Incident, blank=True, related_name="themes")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")

    objects: Any = Open.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), condition=models.Q(removed_at__isnull=True), name="theme_named_once")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("learning:theme", args=["own", self.slug])

    @property
    def safe_title(self) -> str:
        return self.name

    def relations(self, user: User) -> set[str]:
        return set()
