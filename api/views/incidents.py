from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accounts import policy
from accounts.guards import found
from accounts.request import Request
from api import lookups, versions
from api import workflow as together
from api.authentication import Bearer
from api.paging import Paged, page
from api.schemas.common import Line, Moment
from api.schemas.incidents import Incident as Shown
from api.schemas.incidents import IncidentChange, Incidents, Kind, NewIncident, Severity
from api.schemas.incidents import Status as IncidentStatus
from api.showing.addresses import resource
from api.showing.incidents import incident_row, incident_whole
from incidents import workflow
from incidents.models import Incident
from incidents.references import number_of
from kit.searching import holds

router = Router(tags=["Incidents"])
READ, WRITE = Bearer("incidents:read"), Bearer("incidents:write")
ORDER = ("-started_at", "-pk")


class Narrowing(Schema):
    status: IncidentStatus | None = None
    severity: Severity | None = None
    kind: Kind | None = None
    service: Line | None = Field(None, description="Slug.")
    team: Line | None = Field(None, description="Slug.")
    title: Line | None = Field(None, description="Words that the title holds.")
    since: Moment | None = Field(None, description="Began at this time or later.")
    until: Moment | None = Field(None, description="Began before this time.")


def the_incident(request: Request, reference: str, verb: str = "") -> Incident:
    incident: Incident = found(request, Incident.objects.all(), verb, number=number_of(reference) or 0)
    return incident


def whole(request: Request, incident: Incident) -> dict[str, Any]:
    rows = Incident.objects.select_related("postmortem")
    rows = rows.prefetch_related("services", "teams", "tags", "participations__user")
    row: Incident = found(request, rows, pk=incident.pk)
    versions.show(request, row)
    return incident_whole(row)


@router.get("/incidents", response=Incidents, auth=READ, url_name="incidents")
def list_incidents(request: Request, asked: Query[Narrowing], paging: Paged) -> Any:
    """Newest first."""
    rows = Incident.objects.visible_to(request.user).prefetch_related("services", "teams")
    names = {"status": "status", "severity": "severity", "kind": "kind", "service": "services__slug"}
    names |= {"team": "teams__slug", "since": "started_at__gte", "until": "started_at__lt"}
    given = asked.dict(exclude_none=True)
    rows = rows.filter(**{names[name]: value for name, value in given.items() if name in names})
    rows = rows.filter(holds("title", given["title"])) if given.get("title") else rows
    return page(rows, ORDER, paging, incident_row)


@router.post("/incidents", response={201: Shown}, auth=WRITE, url_name="incidents")
def declare_incident(request: Request, response: HttpResponse, given: NewIncident) -> Any:
    """Declare an incident. Without teams, those that own its services are involved."""
    user: Any = request.user
    policy.require("incidents.declare", user)
    details = given.dict()
    details["services"] = lookups.services(given.services, user)
    details["teams"] = lookups.teams(given.teams, user)
    incident = workflow.declare(by=user, **details)
    response["Location"] = resource("incident", incident.reference)
    return Status(201, whole(request, incident))


@router.get("/incidents/{reference}", response=Shown, auth=READ, url_name="incident")
def read_incident(request: Request, reference: str) -> Any:
    return whole(request, the_incident(request, reference))


@router.patch("/incidents/{reference}", response=Shown, auth=WRITE, url_name="incident")
def change_incident(request: Request, reference: str, given: IncidentChange) -> Any:
    """Correct the details, move its course, set milestones: all of what is sent, or nothing."""
    incident = the_incident(request, reference, "incidents.edit")
    sent = given.dict(exclude_unset=True)
    together.change_incident(incident, by=request.user, version=versions.named(request), given=sent)
    return whole(request, incident)
