from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Q

from activity import sight
from activity.subjects import label_of
from kit.locking import LockingQuerySet


class ActivityQuerySet(models.QuerySet[Any]):
    def about(self, subject: models.Model) -> Self:
        """What was done to this very row, newest first."""
        return self.filter(subject_type=label_of(subject), subject_id=subject.pk).order_by("-at", "-pk")

    def of_reference(self, reference: str) -> Self:
        """What was done to an incident and all that hangs on it; ask only for incidents the reader can see."""
        return self.filter(reference=reference).order_by("-at", "-pk")


class NoticeQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Everybody reads their own notices only, and not of what was closed to them since."""
        return self.told_to(user).known_to(user)

    def known_to(self, user: Any) -> Self:
        return self.exclude(sight.hidden_from(user))

    def told_to(self, user: Any) -> Self:
        return self.filter(recipient=user)

    def inbox(self) -> Self:
        return self.filter(channel="inbox", state="sent").order_by("-sent_at", "-pk")

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def due(self, at: datetime) -> Self:
        """Notices to send now: due, and not held by a sweeper that may still be alive."""
        return self.filter(state="due", due_at__lte=at).filter(Q(held_until__isnull=True) | Q(held_until__lt=at))

    def failures_visible_to(self, user: Any) -> Self:
        """Whatever failed, for administrators, who are the ones to mend it."""
        return self.filter(state="failed").order_by("-due_at") if user.is_administrator else self.none()

    def retrying(self) -> Self:
        """What did not leave at the first attempt and is still tried."""
        return self.filter(state="due", attempts__gt=0).exclude(outcome="").order_by("due_at", "pk")

    def leaving(self) -> Self:
        """What goes to another machine, newest first: mail and words to chat rooms."""
        return self.exclude(channel="inbox").order_by("-created_at", "-pk")

    def deliverable_by(self, user: Any) -> Self:
        """Those whose delivery this person sees and may hurry or give up: their own; administrators all."""
        return self if user.is_administrator else self.visible_to(user)

    def standing(self, chosen: str) -> Self:
        """One of waiting (tried and to be tried again), to-come, sent, failed, skipped; anything else is all."""
        if chosen == "waiting":
            return self.filter(state="due").exclude(outcome="")
        if chosen == "to-come":
            return self.filter(state="due", outcome="")
        return self.filter(state=chosen) if chosen in ("sent", "failed", "skipped") else self

    def to_room(self, name: str) -> Self:
        """What was or will be said in a team's chat room."""
        return self.filter(channel="chat", address=f"chat:{name}")


class FollowQuerySet(models.QuerySet[Any]):
    def of(self, subject: models.Model) -> Self:
        return self.filter(subject_type=label_of(subject), subject_id=subject.pk)


class MailQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        """Kept mail is everybody's, so only administrators read it."""
        return self if user.is_administrator else self.none()

    def newest(self) -> Self:
        return self.order_by("-at", "-pk")


class AuditQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> Self:
        return self if user.is_administrator else self.none()

    def since(self, day: date) -> Self:
        return self.filter(day__gte=day)
