from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from kit import clock
from kit.locking import LockingQuerySet

if TYPE_CHECKING:
    from accounts.models import User
    from incidents.models import Incident


def visible_if(user: User, path: str = "") -> Q:
    """What must hold of an incident for this person to know of it; `path` leads to it from elsewhere ("incident__").

    organisation: everybody. team: members, leads and managers of the teams involved, people listed on it,
    administrators. restricted: people listed on it, and an administrator for a day after breaking the glass.

    The commonest case comes first: the database looks no further for most rows, and never gathers what is hidden.
    """
    from incidents.models import GlassBreak, Incident, Participation

    if not user.is_active:
        return Q(pk__in=[])
    incident = OuterRef(f"{path}pk")
    condition = Q(**{f"{path}visibility": Incident.Visibility.ORGANISATION})
    if user.is_administrator:
        condition |= Q(**{f"{path}visibility": Incident.Visibility.TEAM})
        condition |= _any(GlassBreak.objects.filter(incident=incident, user=user, until__gt=clock.now()))
    elif user.team_ids:
        involved = Incident.teams.through.objects.filter(incident=incident, team__in=user.team_ids)
        condition |= Q(**{f"{path}visibility": Incident.Visibility.TEAM}) & _any(involved)
    return condition | _any(Participation.objects.filter(incident=incident, user=user))


def _any(rows: models.QuerySet[Any]) -> Q:
    """Whether there is such a row. Written as EXISTS, the planner may gather every incident that has one."""
    found = Subquery(rows.order_by().values(found=Value(True))[:1], output_field=models.BooleanField())
    return Q(Coalesce(found, False))


class IncidentQuerySet(LockingQuerySet["Incident"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(visible_if(user))

    def hidden_from(self, user: User) -> Self:
        """Few, because most are open to the organisation. To ask of one row, `visible_if` is cheaper."""
        closed = self.exclude(visibility="organisation")
        return closed.filter(~visible_if(user)) if user.is_active else self

    def open(self) -> Self:
        return self.filter(status__in=["open", "mitigated"])

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

    def counted_by_service(self) -> dict[int, int]:
        """Key of a service → how many of these incidents name it; a service without one is missing."""
        from incidents.models import Incident

        named = Incident.services.through.objects.filter(incident__in=self.values("pk"))
        return dict(named.values_list("service").annotate(models.Count("pk")).order_by())

    def with_list_data(self) -> Self:
        """All that a row of the incident list shows, in three queries."""
        return self.prefetch_related("services", "teams")


class HangingQuerySet(LockingQuerySet[Any]):
    """Rows that hang on an incident and are as visible as it is."""

    def visible_to(self, user: User) -> Self:
        return self.filter(visible_if(user, "incident__"))


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
