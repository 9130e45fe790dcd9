from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from incidents.querysets import visible_if
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User

# How long calendars keep what was.
KEPT = timedelta(days=92)


class MeetingQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """Meetings are as visible as their incident."""
        return self.filter(visible_if(user, "incident__"))

    def ahead(self) -> Self:
        return self.filter(state__in=["planned", "running"])

    def over(self) -> Self:
        return self.filter(state__in=["ended", "cancelled"])

    def of_person(self, user: User) -> Self:
        """Those the person is invited to, calls, or leads."""
        from meetings.models import Attendee

        invited = Attendee.objects.filter(meeting=OuterRef("pk"), user=user, taken_off_at__isnull=True)
        return self.filter(Q(Exists(invited)) | Q(facilitator=user))

    def of_teams(self, team_ids: frozenset[int]) -> Self:
        """Those of incidents in which the teams are involved."""
        from incidents.models import Incident

        named = Incident.teams.through.objects.filter(incident=OuterRef("incident"), team__in=team_ids)
        serving = Incident.services.through.objects.filter(incident=OuterRef("incident"), service__team__in=team_ids)
        return self.filter(Q(Exists(named)) | Q(Exists(serving)))

    def for_its_page(self) -> Self:
        """With the write-up, and as `links` how many the incident has."""
        from incidents.models import IncidentLink

        links = IncidentLink.objects.filter(incident=OuterRef("incident")).order_by().values("incident")
        counted = Coalesce(Subquery(links.annotate(n=Count("pk")).values("n")), 0)
        return self.select_related("incident__postmortem", "facilitator", "note_taker").annotate(links=counted)

    def for_calendars(self, at: datetime) -> Self:
        return self.filter(starts_at__gte=at - KEPT).select_related("incident", "facilitator").order_by("starts_at")


class OfMeetingQuerySet(LockingQuerySet[Any]):
    """Rows that hang on a meeting and are as visible as its incident."""

    def visible_to(self, user: User) -> Self:
        return self.filter(visible_if(user, "meeting__incident__"))

    def invited(self) -> Self:
        return self.filter(invited_at__isnull=False, taken_off_at__isnull=True)

    def listed(self) -> Self:
        """Invited and not taken off since, or come by themselves."""
        return self.filter(Q(taken_off_at__isnull=True) | Q(joined_at__isnull=False))

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def open_of(self, user: User) -> Self:
        """Questions that meetings gave this person to take with them, and that nobody has answered."""
        rows = self.kept().filter(owner=user, settled_at__isnull=True, kind__in=["question", "parked"])
        return rows.filter(meeting__state="ended")


class FeedQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user) if user.is_active else self.none()

    def current(self) -> Self:
        return self.filter(revoked_at__isnull=True)

    def by_token(self, token: str) -> Any:
        """The only look-up open to strangers: whoever knows the address reads it."""
        rows = self.current().filter(token_hash=self.model.digest(token), user__is_active=True)
        return rows.select_related("user", "team").first()


class RecollectionQuerySet(OfMeetingQuerySet):
    def visible_to(self, user: User) -> Self:
        """One's own; those of others once all are shown. Nobody's role, however high, opens them earlier."""
        return super().visible_to(user).filter(Q(user=user) | Q(meeting__shown_at__isnull=False))


class SilentAnswerQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        seen = self.filter(visible_if(user, "question__meeting__incident__"))
        return seen.filter(Q(user=user) | Q(question__revealed_at__isnull=False))


class SealedQuerySet(LockingQuerySet[Any]):
    """What nobody reads row by row, administrators included."""

    def visible_to(self, user: User) -> Self:
        return self.none()
