from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models

from incidents.querysets import visible_if

if TYPE_CHECKING:
    from accounts.models import User


class EntryQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Found by those only who may know of the incident."""
        return self.filter(visible_if(user, "incident__"))

    def written_up(self) -> Self:
        return self.exclude(state="none")


class PassageQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(visible_if(user, "entry__incident__"))
