from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class TokenQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """One's own; administrators see everybody's, without their secrets, which nobody can see."""
        if not user.is_active:
            return self.none()
        return self if user.is_administrator else self.filter(user=user)

    def usable(self, at: datetime) -> Self:
        lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=at)
        return self.filter(lasting, revoked_at__isnull=True, user__is_active=True)

    def kept(self) -> Self:
        return self.filter(revoked_at__isnull=True)
