from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Team, User
from kit import clock
from learning.models.external import External
from learning.querysets import OnLists, Own
from postmortems.models import Postmortem


class ReadingItem(models.Model):
    """A write-up that a team would have its newcomers read, and why."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="reading_list")
    postmortem = models.ForeignKey(Postmortem, null=True, blank=True, on_delete=models.CASCADE, related_name="on_lists")
    external = models.ForeignKey(External, null=True, blank=True, on_delete=models.CASCADE, related_name="on_lists")
    why = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)

    objects: Any = OnLists.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "postmortem", "external"], name="reading_item_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(postmortem__isnull=False, external__isnull=True)
                | Q(postmortem__isnull=True, external__isnull=False),
                name="reading_item_of_one",
            ),
        ]

    def __str__(self) -> str:
        return str(self.postmortem or self.external)

    def get_absolute_url(self) -> str:
        return reverse("learning:reading_list", args=[self.team.slug])

    def relations(self, user: User) -> set[str]:
        return user.relations_to_teams({self.team_id})


class ReadingMark(models.Model):
    """That somebody has read an item. Shown to nobody else."""

    item = models.ForeignKey(ReadingItem, on_delete=models.CASCADE, related_name="marks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = Own.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="reading_mark_once")]

    def __str__(self) -> str:
        return f"{self.item_id}"


class Read(models.Model):
    """One person read a write-up to its end, counted once. Who it was cannot be told from the row."""

    postmortem = models.ForeignKey(Postmortem, on_delete=models.CASCADE, related_name="reads")
    reader = models.CharField(max_length=64, help_text="Made from the person, the write-up and the installation's key.")
    teams: Any = ArrayField(models.BigIntegerField(), default=list, help_text="Of the person, then.")

    objects: Any = Own.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["postmortem", "reader"], name="read_once")]

    def __str__(self) -> str:
        return f"A reader of {self.postmortem_id}"
