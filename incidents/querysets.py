from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q

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
    incident, visibility = f"{path}pk", f"{path}visibility"
    condition = Q(**{visibility: Incident.Visibility.ORGANISATION})
    if user.is_administrator:
        condition |= Q(**{visibility: Incident.Visibility.TEAM})
        condition |= Q(Tied(incident, GlassBreak, "user_id = {} AND until > {}", user.pk, clock.now()))
    elif user.team_ids:
        involved = Tied(incident, Incident.teams.through, "team_id = ANY({})", list(user.team_ids))
        condition |= Q(**{visibility: Incident.Visibility.TEAM}) & Q(involved)
    return condition | Q(Tied(incident, Participation, "user_id = {}", user.pk))


class Tied(models.Func):
    """Whether a row that hangs on the incident fulfils the condition, with the values in the place of its braces.

    Written as EXISTS, the planner may gather every incident that has such a row; written as a queryset, building it
    takes longer than running it, on every page and several times.
    """

    output_field = models.BooleanField()

    def __init__(self, incident: str, model: type[models.Model], condition: str, *values: Any) -> None:
        super().__init__(models.F(incident), *(models.Value(value) for value in values))
        self.table, self.condition = model._meta.db_table, condition

    def as_sql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (incident, params), *values = (compiler.compile(each) for each in self.source_expressions)
        condition = self.condition.format(*(sql for sql, _ in values))
        rows = f"SELECT true FROM {self.table} AS tie WHERE tie.incident_id = {incident} AND {condition} LIMIT 1"  # noqa: S608
        return f"COALESCE(({rows}), false)", [*params, *(value for _, given in values for value in given)]


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


class AttachmentQuerySet(HangingQuerySet):
    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def light(self) -> Self:
        """Without the bytes."""
        return self.defer("data", "thumbnail")


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


class TagQuerySet(LockingQuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        """What incidents are sorted by is no secret within the organisation; which ones have it may be."""
        return self if user.is_active else self.none()

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def current(self) -> Self:
        """Offered for new incidents: neither retired nor merged into another."""
        return self.filter(archived_at__isnull=True, merged_into__isnull=True)
