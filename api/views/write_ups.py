from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Query, Router, Schema, Status

from accounts.guards import found
from accounts.request import Request
from api import versions
from api.authentication import Bearer
from api.paging import Paged, page
from api.schemas.write_ups import NewWriteUp, Section, SectionText, WriteUp, WriteUps, WriteUpState
from api.showing.addresses import resource
from api.showing.write_ups import section as shown
from api.showing.write_ups import write_up_row, write_up_whole
from api.views.incidents import the_incident
from incidents.references import number_of
from postmortems import models, workflow

router = Router(tags=["Write-ups"])
READ, WRITE = Bearer("write-ups:read"), Bearer("write-ups:write")
ORDER = ("-started_at", "-pk")


class Narrowing(Schema):
    state: WriteUpState | None = None


def the_write_up(request: Request, reference: str, verb: str = "") -> models.Postmortem:
    rows = models.Postmortem.objects.select_related("incident", "template_version__template")
    rows = rows.prefetch_related("sections", "authorships__user", "reviewers__user")
    postmortem: models.Postmortem = found(request, rows, verb, incident__number=number_of(reference) or 0)
    return postmortem


def whole(request: Request, reference: str) -> dict[str, Any]:
    postmortem = the_write_up(request, reference)
    versions.show(request, postmortem)
    return write_up_whole(postmortem)


@router.get("/write-ups", response=WriteUps, auth=READ, url_name="write_ups")
def list_write_ups(request: Request, asked: Query[Narrowing], paging: Paged) -> Any:
    """Newest first."""
    rows = models.Postmortem.objects.visible_to(request.user).select_related("incident")
    return page(rows.filter(**asked.dict(exclude_none=True)), ORDER, paging, write_up_row)


@router.get("/write-ups/{reference}", response=WriteUp, auth=READ, url_name="write_up")
def read_write_up(request: Request, reference: str) -> Any:
    """By the reference of its incident; with the texts as they stand now, published or not."""
    return whole(request, reference)


@router.post("/incidents/{reference}/write-up", response={201: WriteUp}, auth=WRITE, url_name="start_write_up")
def start_write_up(request: Request, response: HttpResponse, reference: str, given: NewWriteUp) -> Any:
    """Open the draft from the template that fits the incident; the one there is when it was opened before."""
    incident = the_incident(request, reference, "postmortems.start")
    workflow.start(incident, by=request.user, reason=given.reason)
    response["Location"] = resource("write_up", incident.reference)
    return Status(201, whole(request, reference))


def the_section(request: Request, reference: str, key: str, verb: str = "") -> models.Section:
    postmortem = the_write_up(request, reference, verb)
    section: models.Section = found(request, models.Section.objects.all(), postmortem=postmortem, key=key)
    section.postmortem = postmortem
    return section


@router.get("/write-ups/{reference}/sections/{key}", response=Section, auth=READ, url_name="section")
def read_section(request: Request, reference: str, key: str) -> Any:
    section = the_section(request, reference, key)
    versions.show(request, section)
    return shown(section)


@router.put("/write-ups/{reference}/sections/{key}", response=Section, auth=WRITE, url_name="section")
def write_section(request: Request, reference: str, key: str, given: SectionText) -> Any:
    """Put the text into the live document, beside what people type meanwhile.

    Where somebody changed the same words since, theirs stay, the answer is 412, and this text is kept beside it for
    people to merge.
    """
    section = the_section(request, reference, key, "postmortems.edit")
    base = given.base if given.base is not None else _read(request, section)
    saved = workflow.save_section(section.postmortem, by=request.user, key=key, body=given.body, base=base)
    versions.show(request, saved)
    return shown(saved)


def _read(request: Request, section: models.Section) -> str:
    """The text that If-Match names: the present one, or the request is out of date."""
    versions.require(request, section)
    return section.body
