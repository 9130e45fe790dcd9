from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

from kit import clock
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from incidents.models import Incident


class IncidentQuerySet(LockingQuerySet[Any]):
    def hidden_from(self, user: User) -> Self:
        """Incidents this person may not know of. Few, because most are open to the organisation.

        team: members, leads and managers of the teams involved, people listed on it, administrators.
        restricted: people listed on it, and an administrator for a day after breaking the glass.
        """
        from incidents.models import GlassBreak, Incident, Participation

        if not user.is_active:
            return self
        listed = Exists(Participation.objects.filter(incident=OuterRef("pk"), user=user))
        closed = self.exclude(visibility=Incident.Visibility.ORGANISATION).exclude(listed)
        if user.is_administrator:
            broken = GlassBreak.objects.filter(incident=OuterRef("pk"), user=user, until__gt=clock.now())
            return closed.filter(visibility=Incident.Visibility.RESTRICTED).exclude(Exists(broken))
        mine = Exists(Incident.teams.through.objects.filter(incident=OuterRef("pk"), team__in=user.team_ids))
        return closed.exclude(Q(visibility=Incident.Visibility.TEAM) & mine)

    def visible_to(self, user: User) -> Self:
        return self.exclude(pk__in=self.model._default_manager.hidden_from(user).values("pk"))

    def open(self) -> Self:
        return self.exclude(status="resolved")

    def resolved(self) -> Self:
        return self.filter(status="resolved")

    def newest(self) -> Self:
        return self.order_by("-started_at", "-pk")

    def sealed_from(self, user: User) -> Self:
        """Restricted incidents that this administrator could open by breaking the glass; none for anybody else."""
        return self.hidden_from(user) if user.is_active and user.is_administrator else self.none()

    def with_names(self) -> Self:
        """`service_names` and `team_names` as lists, by the same query."""
        from incidents.models import Incident

        services = Incident.services.through.objects.filter(incident=OuterRef("pk")).order_by("service__name")
        teams = Incident.teams.through.objects.filter(incident=OuterRef("pk")).order_by("team__name")
        return self.annotate(
            service_names=ArraySubquery(services.values("service__name")),
            team_names=ArraySubquery(teams.values("team__name")),
        )

    def with_list_data(self) -> Self:
        """All that a row of the incident list shows, in three queries."""
        return self.prefetch_related("services", "teams")


class HangingQuerySet(LockingQuerySet[Any]):
    """Rows that hang on an incident and are as visible as it is."""

    def visible_to(self, user: User) -> Self:
        from incidents.models import Incident

        return self.exclude(incident__in=Incident.objects.hidden_from(user).values("pk"))


class TimelineQuerySet(HangingQuerySet):
    def kept(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def in_order(self) -> Self:
        return self.order_by("at", "pk")

    def starred(self) -> Self:
        return self.filter(starred=True)


class ServiceQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self if user.is_active else self.none()

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def offered(self, incident: Incident) -> Self:
        """Those in use, and those the incident names already."""
        return self.filter(Q(archived_at__isnull=True) | Q(incidents=incident)).distinct()


class TagQuerySet(models.QuerySet[Any]):
    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)
