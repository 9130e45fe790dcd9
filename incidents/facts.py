"""What the incident page shows beside the timeline, gathered into JSON by one query."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from accounts.models import Team, User
from incidents.models import (
    Attachment,
    Incident,
    IncidentLink,
    IncidentRelation,
    Participation,
    QuietSpell,
    Service,
    SeverityChange,
    Tag,
)
from kit.compiled import Compiled


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
    attachments: list[Attachment] = field(default_factory=list)
    severities: list[SeverityChange] = field(default_factory=list)
    spells: list[QuietSpell] = field(default_factory=list)
    related: list[Related] = field(default_factory=list)

    @property
    def roles(self) -> list[tuple[str, list[User]]]:
        """Role in words → its people, in the order of the roles."""
        found = [(str(role.label), [p.user for p in self.people if p.role == role]) for role in Participation.Role]
        return [(label, people) for label, people in found if people]


def facts(incident: Incident, user: User) -> Facts:
    """Read by one query, two where there are related incidents; lets the incident know its teams and people.

    Related incidents hidden from the person are left out.
    """
    row = json.loads(BUNDLE.rows(incident.pk)[0][0])
    found = Facts(
        services=[Service(**each) for each in row["services"]],
        teams=[Team(**each) for each in row["teams"]],
        tags=[Tag(**each) for each in row["tags"]],
        people=[_participation(each) for each in row["people"]],
        links=[IncidentLink(incident=incident, **each) for each in row["links"]],
        attachments=[Attachment(incident=incident, **_read(each, "at")) for each in row["attachments"]],
        severities=[SeverityChange(**_read(each, "at")) for each in row["severities"]],
        spells=[QuietSpell(incident=incident, **_read(each, "start_at", "end_at")) for each in row["spells"]],
        related=_related(row["earlier"], row["later"], user),
    )
    team_ids = {team.pk for team in found.teams} | {service.team_id for service in found.services}
    incident.involved_team_ids = frozenset(team_ids)
    incident.listed_user_ids = frozenset(participation.user_id for participation in found.people)
    return found


def _bundle(pk: int) -> QuerySet[Any]:
    mine = OuterRef("pk")
    parts = {
        "services": (Service.objects.filter(incidents=mine), "id name slug team_id"),
        "teams": (Team.objects.filter(incidents=mine), "id name slug"),
        "tags": (Tag.objects.filter(incidents=mine), "id kind name"),
        "people": (Participation.objects.filter(incident=mine), "id role user_id handle=user__handle name=user__name"),
        "links": (IncidentLink.objects.filter(incident=mine), "id kind label url note"),
        "attachments": (
            Attachment.objects.kept().filter(incident=mine),
            "id name note kind size width height at handle=by__handle",
        ),
        "severities": (SeverityChange.objects.filter(incident=mine), "id severity at reason handle=by__handle"),
        "spells": (QuietSpell.objects.filter(incident=mine), "id start_at end_at note handle=by__handle"),
        "earlier": (IncidentRelation.objects.filter(incident=mine), _other("other")),
        "later": (IncidentRelation.objects.filter(other=mine), _other("incident")),
    }
    found = {name: ArraySubquery(rows.values(json=_shape(words))) for name, (rows, words) in parts.items()}
    return Incident.objects.filter(pk=pk).values_list(JSONObject(**found))


def _shape(words: str) -> JSONObject:
    pairs = [word.partition("=") for word in words.split()]
    return JSONObject(**{name: path or name for name, _, path in pairs})


def _other(end: str) -> str:
    names = ("number", "title", "severity", "started_at")
    return f"id kind reason pk={end}_id of_kind={end}__kind " + " ".join(f"{name}={end}__{name}" for name in names)


# Ten subqueries: turning them into SQL took a third of the page's time.
BUNDLE = Compiled(_bundle, -1_234_567)


def _related(earlier: list[dict[str, Any]], later: list[dict[str, Any]], user: User) -> list[Related]:
    keys = {row["pk"] for row in (*earlier, *later)}
    seen = set(Incident.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    return [_relation(row, out=row in earlier) for row in (*earlier, *later) if row["pk"] in seen]


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
