from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, Max, OuterRef, Q, Subquery

from incidents.querysets import HangingQuerySet, visible_if
from kit import clock
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User


class SourceQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """What comes in, and how, is administrators' business; what came of it stands on incidents."""
        return self.current() if user.is_active and user.is_administrator else self.none()

    def current(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def counted(self) -> Self:
        """With what came, and what of it somebody should look at."""
        from signals.models import HeldBack

        held = HeldBack.objects.filter(source=OuterRef("pk")).order_by().values("source").annotate(many=Count("pk"))
        return self.annotate(
            count=Count("deliveries"),
            unread=Count("deliveries", filter=Q(deliveries__state="quarantined")),
            forged=Count("deliveries", filter=Q(deliveries__state="forged")),
            newest=Max("deliveries__received_at"),
            held=Subquery(held.values("many")),
        )


class ArrivalQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(source__removed_at__isnull=True) if user.is_active and user.is_administrator else self.none()

    def waiting(self) -> Self:
        """To be worked on: not those of a source that is paused or gone."""
        return self.filter(state="waiting", source__paused_at__isnull=True, source__removed_at__isnull=True)

    def said(self) -> Self:
        """With the title of the first thing that each brought."""
        from signals.models import Signal

        return self.annotate(
            title=Subquery(Signal.objects.filter(delivery=OuterRef("pk")).order_by("pk").values("title")[:1])
        )

    def whole(self) -> Self:
        """Whose bodies are still there."""
        return self.filter(let_go_at__isnull=True)

    def idle(self, source: Any) -> Self:
        """Of this source, what nobody needs any more: it was dealt with, and no timeline or incident rests on it."""
        from signals.models import Citation, Opening

        rests = Exists(Citation.objects.filter(signal__delivery=OuterRef("pk")))
        opened = Exists(Opening.objects.filter(signal__delivery=OuterRef("pk")))
        rows = self.whole().filter(~rests, ~opened, source=source)
        # Of a source that is gone, nobody will read again what was not understood.
        return rows if source.removed_at else rows.exclude(state__in=["waiting", "quarantined"])

    def lately(self) -> Self:
        return self.filter(received_at__gt=clock.now() - timedelta(minutes=1))


class HeldQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(source__removed_at__isnull=True) if user.is_active and user.is_administrator else self.none()


class SignalQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Everybody's, but for what belongs to incidents that this person may not see, and to no other."""
        from signals.models import Sighting

        if not user.is_active:
            return self.none()
        seen = Sighting.objects.filter(signal=OuterRef("pk"))
        return self.filter(~Exists(seen) | Exists(seen.filter(visible_if(user, "incident__"))))

    def in_order(self) -> Self:
        return self.order_by("at", "pk")

    def seen_on(self, incident: Any) -> Self:
        return self.filter(sightings__incident=incident)


class MessageQuerySet(HangingQuerySet):
    def kept(self) -> Self:
        return self.filter(chat__removed_at__isnull=True)

    def in_order(self) -> Self:
        return self.order_by("at", "pk")


class PickedQuerySet(HangingQuerySet):
    """Rows that name either a signal or a message."""

    def of(self, signals: Any, messages: Any) -> Self:
        return self.filter(Q(signal__in=signals) | Q(message__in=messages))
