from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from incidents.models import Incident
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class PostmortemQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Write-ups are as visible as their incident."""
        return self.exclude(incident__in=Incident.objects.hidden_from(user).values("pk"))

    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def unpublished(self) -> Self:
        return self.filter(published_at__isnull=True)

    def in_review(self) -> Self:
        return self.filter(state__in=["in_review", "approved"])

    def waiting_for(self, user: User) -> Self:
        """Write-ups in review of which this reviewer has not answered the latest revision sent."""
        return self.filter(state="in_review", reviewers__user=user, reviewers__answered_at__isnull=True)

    def written_by(self, user: User) -> Self:
        return self.filter(authorships__user=user)

    def with_list_data(self) -> Self:
        return self.select_related("incident").prefetch_related("incident__services", "incident__teams")


class HangingOnPostmortem(LockingQuerySet[Any]):
    """Rows that hang on a write-up and are as visible as it is."""

    def visible_to(self, user: User) -> Self:
        return self.exclude(postmortem__incident__in=Incident.objects.hidden_from(user).values("pk"))


class KeptRows(models.Manager.from_queryset(HangingOnPostmortem)):  # type: ignore[misc]
    """Rows of a block that were not removed; a removed one stays so that removing can be undone."""

    def get_queryset(self) -> HangingOnPostmortem:
        rows: HangingOnPostmortem = super().get_queryset().filter(removed_at__isnull=True)
        return rows


class TemplateQuerySet(LockingQuerySet[Any]):
    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)
