from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Q

from incidents.models import Incident
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class ActionQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Actions on incidents the person may know of, and those that stand alone."""
        if not user.is_active:
            return self.none()
        hidden = Incident.objects.hidden_from(user).values("pk")
        return self.exclude(Q(incident__isnull=False) & Q(incident__in=hidden))

    def open(self) -> Self:
        return self.filter(state__in=["todo", "in_progress"])

    def closed(self) -> Self:
        return self.filter(state__in=["done", "dropped"])

    def running(self) -> Self:
        """Open actions whose clock runs: their write-up is published, or they stand alone."""
        return self.open().filter(clock_started_at__isnull=False)

    def overdue(self, *, on: date) -> Self:
        return self.running().filter(due_on__lt=on)

    def stepping(self, at: datetime) -> Self:
        """Actions whose next rung of the ladder opens by `at`."""
        return self.filter(next_step_at__isnull=False, next_step_at__lte=at)

    def with_list_data(self) -> Self:
        return self.select_related("owner", "team", "incident")


class ActionLogQuerySet(LockingQuerySet[Any]):
    """Rows that hang on an action and are as visible as it is."""

    def visible_to(self, user: User) -> Self:
        from actions.models import Action

        return self.filter(action__in=Action.objects.visible_to(user))
