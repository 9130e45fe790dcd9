from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from incidents.models import Incident
from incidents.querysets import visible_if
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class Numbers(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Counts of words of what is open to everybody."""
        return self if user.is_active else self.none()


class Echoes(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Whoever may know of both ends."""
        if not user.is_active:
            return self.none()
        hidden = Incident.objects.hidden_from(user).values("pk")
        shown = self
        for end in ("earlier__incident", "later__incident", "incident"):
            shown = shown.filter(Q(**{f"{end}__isnull": True}) | ~Q(**{f"{end}__in": hidden}))
        return shown


class Questions(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(visible_if(user, "postmortem__incident__"))

    def open(self) -> Self:
        return self.filter(answer="")


class Open(LockingQuerySet[Any]):
    """Rows that are no secret within the organisation; what hangs on them may be."""

    def visible_to(self, user: User) -> Self:
        """Also those that were removed, so that removing can be undone."""
        return self if user.is_active else self.none()

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)


class Matches(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Its owner's."""
        if not user.is_active:
            return self.none()
        return self.filter(search__user=user, external__removed_at=None)


class OnLists(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Without the write-ups that the reader may not know of."""
        if not user.is_active:
            return self.none()
        ours = Q(postmortem__isnull=False) & visible_if(user, "postmortem__incident__")
        return self.filter(ours | Q(external__isnull=False, external__removed_at__isnull=True))


class Own(models.QuerySet[Any]):
    """Rows that nobody reads one by one, administrators included; verbs count them."""

    def visible_to(self, user: User) -> Self:
        return self.none()

    def of(self, user: User) -> Self:
        return self.filter(user=user)
