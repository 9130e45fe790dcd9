"""What the incident page shows beside the timeline, gathered into JSON by one query."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Team, User
from incidents.models import (
    Incident,
    IncidentLink,
    IncidentRelation,
    Participation,
    QuietSpell,
    Service,
    SeverityChange,
    Tag,
)
from incidents.querysets import visible_if


@dataclass(frozen=True)
class Related:
    pk: int
    kind: str
    reason: str
    incident: Incident


@dataclass
class Facts:
    services: list[Service] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    people: list[Participation] = field(default_factory=list)
    links: list[IncidentLink] = field(default_factory=list)
    severities: list[SeverityChange] = field(default_factory=list)
    spells: list[QuietSpell] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)

    @property
    def roles(self) -> list[tuple[str, list[User]]]:
        """Role in words → its people, in the order of the roles."""
        found = [(str(role.label), [p.user for p in self.people if p.role == role]) for role in Participation.Role]
        return [(label, people) for label, people in found if people]


def gathered(incidents: QuerySet[Incident], user: User) -> QuerySet[Incident]:
    """Annotates what `facts` unpacks; related incidents hidden from the person are left out."""
    mine = OuterRef("pk")
    return incidents.select_related("declared_by", "decided_by").annotate(
        json_services=_all(Service.objects.filter(incidents=mine), "id", "name", "slug", "team_id"),
        json_teams=_all(Team.objects.filter(incidents=mine), "id", "name", "slug"),
        json_tags=_all(Tag.objects.filter(incidents=mine), "id", "kind", "name"),
        json_people=_all(
            Participation.objects.filter(incident=mine),
            "id",
            "role",
            "user_id",
            handle="user__handle",
            name="user__name",
        ),
        json_links=_all(IncidentLink.objects.filter(incident=mine), "id", "kind", "label", "url", "note"),
        json_severities=_all(
            SeverityChange.objects.filter(incident=mine), "id", "severity", "at", "reason", handle="by__handle"
        ),
        json_spells=_all(
            QuietSpell.objects.filter(incident=mine), "id", "start_at", "end_at", "note", handle="by__handle"
        ),
        json_out=_related(IncidentRelation.objects.filter(visible_if(user, "other__"), incident=mine), "other"),
        json_in=_related(IncidentRelation.objects.filter(visible_if(user, "incident__"), other=mine), "incident"),
    )


def facts(incident: Any) -> Facts:
    """Unpacks an incident of `gathered`, and lets the incident know its teams and people without further queries."""
    found = Facts(
        services=[Service(**row) for row in incident.json_services],
        teams=[Team(**row) for row in incident.json_teams],
        tags=[Tag(**row) for row in incident.json_tags],
        people=[_participation(row) for row in incident.json_people],
        links=[IncidentLink(incident=incident, **row) for row in incident.json_links],
        severities=[SeverityChange(**_read(row, "at")) for row in incident.json_severities],
        spells=[QuietSpell(incident=incident, **_read(row, "start_at", "end_at")) for row in incident.json_spells],
        related=[_relation(row, out=True) for row in incident.json_out]
        + [_relation(row, out=False) for row in incident.json_in],
    )
    team_ids = {team.pk for team in found.teams} | {service.team_id for service in found.services}
    incident.involved_team_ids = frozenset(team_ids)
    incident.listed_user_ids = frozenset(participation.user_id for participation in found.people)
    return found


def _all(rows: QuerySet[Any], *fields: str, **renamed: str) -> ArraySubquery:
    return ArraySubquery(rows.values(json=JSONObject(**{name: name for name in fields}, **renamed)))


def _related(rows: QuerySet[Any], end: str) -> ArraySubquery:
    fields = {name: F(f"{end}__{name}") for name in ("number", "title", "severity", "started_at")}
    fields["of_kind"] = F(f"{end}__kind")
    return ArraySubquery(rows.values(json=JSONObject(id="id", kind="kind", reason="reason", **fields)))


def _read(row: dict[str, Any], *times: str) -> dict[str, Any]:
    """With its times as times, and its handle as the person it stands for."""
    given = {name: value for name, value in row.items() if name != "handle"}
    return given | {name: datetime.fromisoformat(row[name]) for name in times} | {"by": User(handle=row["handle"])}


def _participation(row: dict[str, Any]) -> Participation:
    user = User(pk=row.pop("user_id"), handle=row.pop("handle"), name=row.pop("name"))
    return Participation(user=user, **row)


# How the later incident of a pair sees the earlier one, and how the earlier one sees the later.
_INVERSE = {
    "recurrence": "Came back as",
    "same_cause": "Same cause as",
    "same_failure": "Same failure mode as",
    "caused_by": "Caused",
    "similar": "Similar to",
}


def _relation(row: dict[str, Any], *, out: bool) -> Related:
    kind = str(IncidentRelation.Kind(row["kind"]).label) if out else _INVERSE[row["kind"]]
    other = Incident(
        number=row["number"],
        title=row["title"],
        severity=row["severity"],
        kind=row["of_kind"],
        started_at=datetime.fromisoformat(row["started_at"]),
    )
    return Related(row["id"], kind, row["reason"], other)
