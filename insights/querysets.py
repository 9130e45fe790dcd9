from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User


class OwnQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Each person's own."""
        return self.filter(user=user) if user.is_active else self.none()
