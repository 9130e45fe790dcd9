from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from incidents.querysets import visible_if
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class EntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Found by those only who may know of the incident."""
        return self.filter(visible_if(user, "incident__"))

    def written_up(self) -> Self:
        return self.exclude(state="none")


class OfEntryQuerySet(models.QuerySet[Any]):
    """Rows that hang on an entry."""

    def visible_to(self, user: User) -> Self:
        return self.filter(visible_if(user, "entry__incident__"))


class SavedSearchQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user, removed_at=None) if user.is_active else self.none()

    def with_removed(self) -> RemovedToo:
        """To bring one back."""
        return RemovedToo(self.model, using=self.db)

    def followed(self) -> Self:
        return self.filter(followed_at__isnull=False, removed_at=None, user__is_active=True)


class RemovedToo(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user) if user.is_active else self.none()


class MatchQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Its owner's, as long as the incident is theirs to see; what was told stays when the search is removed."""
        return self.filter(visible_if(user, "incident__"), search__user=user)
