from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from actions.models import Action
from incidents.models import Incident
from kit import clock
from learning.querysets import Echoes


class Echo(models.Model):
    """A change promised before is called for again: by an incident, or by a later action that says the same."""

    earlier = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="echoes")
    later = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="echoed")
    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="echoed")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    objects: Any = Echoes.as_manager()

    class Meta:
        verbose_name_plural = "echoes"
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later", "incident"], name="echo_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(later__isnull=False, incident__isnull=True) | Q(later__isnull=True, incident__isnull=False),
                name="echo_of_one",
            ),
            models.CheckConstraint(condition=~Q(earlier=models.F("later")), name="echo_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.earlier.code} again"
