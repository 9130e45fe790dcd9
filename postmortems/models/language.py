from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse

from kit import clock
from postmortems.blameless import Lists
from postmortems.querysets import LanguageQuerySet

LISTS = ("roles", "judgements", "leave_alone")


def _words() -> Any:
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


class Language(models.Model):
    """What the organisation adds to the blameless checker's words. There is one row, or none yet."""

    roles = _words()
    judgements = _words()
    leave_alone = _words()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)

    objects: Any = LanguageQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "language"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="language_one_row")]

    def __str__(self) -> str:
        return "Language"

    def get_absolute_url(self) -> str:
        return reverse("postmortems:language")

    def lists(self) -> Lists:
        return Lists(
            roles=frozenset(self.roles),
            judgements=frozenset(self.judgements),
            leave_alone=frozenset(self.leave_alone),
        )
