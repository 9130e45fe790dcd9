from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import QuerySet

from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class OwnQuerySet(LockingQuerySet[Any]):
    """What one person brought in or had made: nobody else's business, whatever their role."""

    def visible_to(self, user: User) -> Self:
        return self.filter(by=user) if user.is_active else self.none()

    def under_way(self) -> Self:
        return self.filter(state__in=["reading", "saving"])


class HangingQuerySet(QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(batch__by=user) if user.is_active else self.none()
