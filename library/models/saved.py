from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from accounts.models import User
from accounts.roles import Relation
from incidents.models import Incident
from kit import clock
from library.querysets import MatchQuerySet, SavedSearchQuerySet

MOST_ADDRESS = 2_000


class SavedSearch(models.Model):
    """A question somebody asks again. Nobody else sees it: what people look for is their own."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=MOST_ADDRESS, help_text="What stands behind the question mark.")
    made_at = models.DateTimeField(default=clock.now)
    followed_at = models.DateTimeField(null=True, blank=True, help_text="Since when its owner is told what is new.")
    removed_at = models.DateTimeField(null=True, blank=True)

    objects: Any = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "saved searches"
        ordering = [Lower("name"), "pk"]
        constraints = [
            models.UniqueConstraint("user", Lower("name"), condition=Q(removed_at=None), name="saved_search_name"),
        ]
        indexes = [
            models.Index(
                fields=["id"], name="saved_search_followed", condition=Q(followed_at__isnull=False, removed_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('library:search')}?{self.address}"

    @property
    def safe_title(self) -> str:
        return "A saved search"

    @property
    def is_followed(self) -> bool:
        return self.followed_at is not None

    def relations(self, user: User) -> set[str]:
        return {Relation.SELF} if self.user_id == user.pk else set()


class Match(models.Model):
    """What a followed search has found: known when the following began, or told of, once."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="matches")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = MatchQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "matches"
        constraints = [models.UniqueConstraint(fields=["search", "incident"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.incident_id} of search {self.search_id}"

    def get_absolute_url(self) -> str:
        return str(getattr(self.incident, "postmortem", self.incident).get_absolute_url())

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def safe_title(self) -> str:
        return self.incident.safe_title

    @property
    def title(self) -> str:
        return str(getattr(self.incident, "postmortem", self.incident).title)
