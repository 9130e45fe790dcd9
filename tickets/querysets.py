from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class TrackerQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_active and user.is_administrator else self.none()

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def offered(self) -> Self:
        return self.kept().filter(paused_at__isnull=True).order_by("name")


class TicketQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        from actions.models import Action

        return self.filter(action__in=Action.objects.visible_to(user))

    def kept(self) -> Self:
        return self.filter(unlinked_at__isnull=True, tracker__removed_at__isnull=True)

    def due(self, at: datetime) -> Self:
        free = Q(held_until__isnull=True) | Q(held_until__lte=at)
        return self.kept().filter(free, wanted_at__isnull=False, tracker__paused_at__isnull=True)
