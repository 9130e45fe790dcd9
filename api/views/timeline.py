from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Router, Status

from accounts import policy
from accounts.guards import found
from accounts.request import Request
from api import versions
from api.authentication import Bearer
from api.schemas.timeline import Entry, EntryChange, NewEntry, Timeline
from api.showing.addresses import resource
from api.showing.incidents import entry as shown
from api.views.incidents import the_incident
from incidents import workflow
from incidents.models import TimelineEntry

router = Router(tags=["Timeline"])
READ, WRITE = Bearer("incidents:read"), Bearer("incidents:write")


def the_entry(request: Request, reference: str, pk: int, verb: str = "") -> TimelineEntry:
    incident = the_incident(request, reference)
    rows = TimelineEntry.objects.kept().select_related("incident")
    entry: TimelineEntry = found(request, rows, incident=incident, pk=pk)
    if verb:
        policy.require(verb, request.user, entry.incident)
    return entry


def whole(request: Request, entry: TimelineEntry) -> dict[str, Any]:
    versions.show(request, entry)
    return shown(entry)


@router.get("/incidents/{reference}/timeline", response=Timeline, auth=READ, url_name="timeline")
def read_timeline(request: Request, reference: str) -> Any:
    incident = the_incident(request, reference)
    rows = TimelineEntry.objects.visible_to(request.user).kept().filter(incident=incident).in_order()
    return {"items": [shown(row) for row in rows]}


@router.post("/incidents/{reference}/timeline", response={201: Entry}, auth=WRITE, url_name="timeline")
def add_entry(request: Request, response: HttpResponse, reference: str, given: NewEntry) -> Any:
    """With a milestone, the incident's milestone has the time of this entry from now on."""
    incident = the_incident(request, reference, "incidents.edit_timeline")
    entry = workflow.add_entry(incident, by=request.user, **given.dict())
    response["Location"] = resource("entry", incident.reference, entry.pk)
    return Status(201, whole(request, entry))


@router.get("/incidents/{reference}/timeline/{int:pk}", response=Entry, auth=READ, url_name="entry")
def read_entry(request: Request, reference: str, pk: int) -> Any:
    return whole(request, the_entry(request, reference, pk))


@router.patch("/incidents/{reference}/timeline/{int:pk}", response=Entry, auth=WRITE, url_name="entry")
def change_entry(request: Request, reference: str, pk: int, given: EntryChange) -> Any:
    entry = the_entry(request, reference, pk, "incidents.edit_timeline")
    sent = given.dict(exclude_unset=True)
    return whole(request, workflow.edit_entry(entry, by=request.user, version=versions.named(request), **sent))


@router.api_operation(
    ["DELETE"], "/incidents/{reference}/timeline/{int:pk}", response={204: None}, auth=WRITE, url_name="entry"
)
def delete_entry(request: Request, reference: str, pk: int) -> Any:
    """Takes it off the timeline. People can bring it back."""
    workflow.delete_entry(the_entry(request, reference, pk, "incidents.edit_timeline"), by=request.user)
    return Status(204, None)
