from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.base_user import BaseUserManager
from django.db.models import Count, OuterRef, Q, Subquery

from activity.models import Notice
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import Invitation, User


class UserQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        """Everybody in the organisation is visible to everybody in it."""
        return self if user.is_active else self.none()

    def active(self) -> Self:
        """People who are here: no service accounts, which own nothing and are told nothing."""
        return self.filter(is_active=True, is_service=False)

    def matching(self, words: str) -> Self:
        """People whose handle or name begins like `words`; a leading @ is ignored."""
        words = words.strip().lstrip("@")
        return self.filter(Q(handle__istartswith=words) | Q(name__icontains=words)) if words else self

    def chosen(self, *, q: str = "", role: str = "", state: str = "") -> Self:
        """What the people list asks for; state is "" (active), "deactivated" or "all"."""
        rows = self.matching(q)
        if role:
            rows = rows.filter(role=role)
        return rows if state == "all" else rows.filter(is_active=state != "deactivated")

    def by_handle(self) -> Self:
        return self.order_by("handle")


class UserManager(BaseUserManager[Any].from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class TeamQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        return self if user.is_active else self.none()

    def open(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def of(self, user: "User") -> Self:
        """Teams the person is a member, the lead or the manager of."""
        return self.filter(Q(memberships__user=user) | Q(lead=user) | Q(manager=user)).distinct()


class CalendarQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        return self if user.is_active else self.none()

    def with_use(self) -> Self:
        """Annotates how many `days` it has, and how many `teams_here` and `people_here` go by it."""
        here = Count("entries", filter=Q(entries__removed_at__isnull=True), distinct=True)
        used = {"teams_here": Count("teams", distinct=True), "people_here": Count("people", distinct=True)}
        return self.annotate(days=here, **used)


class DayOffQuerySet(LockingQuerySet[Any]):
    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)


class InvitationQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: "User") -> Self:
        return self if user.is_active and user.is_administrator else self.none()

    def by_token(self, token: str) -> "Invitation | None":
        """The invitation whose mail holds this secret; the only look-up open to strangers."""
        return self.filter(token_hash=self.model.digest(token)).select_related("team", "invited_by").first()

    def with_mail_state(self) -> Self:
        """Annotates `mail_state`: the state of the newest mail (due, sent, skipped, failed)."""
        newest = Notice.objects.filter(subject_type="accounts.invitation", subject_id=OuterRef("pk")).order_by("-pk")
        return self.annotate(mail_state=Subquery(newest.values("state")[:1]))

    def pending(self) -> Self:
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)
