from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.urls import reverse

from accounts.models import User
from actions.models import Action
from incidents.models import Tag
from kit import clock
from learning.querysets import Matches, Open
from library.models import SavedSearch


class External(models.Model):
    """A write-up that others published on the web: where it is, and in our own words what it teaches us."""

    url = models.CharField(max_length=1_000, validators=[URLValidator(["http", "https"])])
    title = models.CharField(max_length=200)
    publisher = models.CharField(max_length=120, blank=True)
    published_on = models.DateField(null=True, blank=True)
    summary = models.TextField(max_length=5_000, help_text="What happened and what we take from it, in own words.")
    tags: Any = models.ManyToManyField(Tag, blank=True, related_name="externals")
    actions: Any = models.ManyToManyField(Action, blank=True, related_name="externals")
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that a stale form is told.")

    objects: Any = Open.as_manager()

    class Meta:
        ordering = ["-added_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["url"], condition=models.Q(removed_at__isnull=True), name="external_kept_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("learning:external", args=[self.pk])

    @property
    def safe_title(self) -> str:
        return self.title

    def relations(self, user: User) -> set[str]:
        return set()


class ExternalMatch(models.Model):
    """What a followed search has found elsewhere: known when the following began, or told of, once."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="external_matches")
    external = models.ForeignKey(External, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = Matches.as_manager()

    class Meta:
        verbose_name_plural = "external matches"
        constraints = [models.UniqueConstraint(fields=["search", "external"], name="external_match_once")]

    def __str__(self) -> str:
        return f"{self.external_id} of search {self.search_id}"

    def get_absolute_url(self) -> str:
        return self.external.get_absolute_url()

    @property
    def title(self) -> str:
        return self.external.title

    @property
    def safe_title(self) -> str:
        return self.external.safe_title
