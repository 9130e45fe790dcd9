from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class EndpointQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_active and user.is_administrator else self.none()

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def wanting(self, event: str) -> Self:
        """Those that are told of the event now."""
        return self.kept().filter(paused_at__isnull=True, events__contains=[event])


class OwedQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_active and user.is_administrator else self.none()

    def due(self, at: datetime) -> Self:
        """To be tried now: nobody holds it, and its endpoint takes messages."""
        free = Q(held_until__isnull=True) | Q(held_until__lte=at)
        return self.filter(free, state="due", endpoint__paused_at__isnull=True, endpoint__removed_at__isnull=True)
