"""Write-ups as files: one at once, or any number, and PDF, made by a task and fetched."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpResponse
from ninja import Router, Status

from accounts import policy
from accounts.guards import found
from accounts.request import Request
from api import lookups
from api.authentication import Bearer
from api.problems import MEDIA_TYPE, TITLES
from api.schemas import exports as schemas
from api.showing.addresses import resource
from api.views.write_ups import the_write_up
from exchange import wake, workflow
from exchange.models import Export
from exchange.sending import sent
from exchange.writing.file import File
from exchange.writing.packing import one

router = Router(tags=["Exports"])
READ = Bearer("write-ups:read")
VERB = "exchange.export"


def answering(*types: str) -> dict[str, Any]:
    """What the description says of an answer that is a file, or none because it is not made."""
    binary = {kind: {"schema": {"type": "string", "format": "binary"}} for kind in types}
    refused = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "responses": {
            200: {"description": "The file.", "content": binary},
            409: {"description": TITLES[409], "content": refused},
        }
    }


AT_ONCE = answering("text/markdown", "application/json", "text/html", "application/zip")
ANY = answering("text/markdown", "application/json", "text/html", "application/pdf", "application/zip")


@router.get("/write-ups/{reference}/export/{format}", auth=READ, url_name="write_up_file", openapi_extra=AT_ONCE)
def export_write_up(
    request: Request, reference: str, format: Literal["markdown", "json", "html"], with_comments: bool = False
) -> HttpResponse:
    """The write-up as one file; as a zip where pictures belong to it. For PDF, ask for an export."""
    postmortem = the_write_up(request, reference, VERB)
    user: Any = request.user
    return sent(one(postmortem, format, reader=user, with_comments=with_comments))


@router.post("/exports", response={202: schemas.Export}, auth=READ, url_name="exports")
def ask_for_export(request: Request, response: HttpResponse, given: schemas.NewExport) -> Any:
    """Have a file made of these write-ups. Read the export until it is done, then fetch its file."""
    user: Any = request.user
    policy.require(VERB, user)
    numbers = [lookups.write_up(reference, user).number for reference in dict.fromkeys(given.write_ups)]
    export = workflow.ask_for(by=user, format=given.format, numbers=numbers, with_comments=given.with_comments)
    wake.start(wake.MAKE, export.pk)
    response["Location"] = resource("export", export.pk)
    return Status(202, shown(export))


@router.get("/exports/{int:pk}", response=schemas.Export, auth=READ, url_name="export")
def read_export(request: Request, pk: int) -> Any:
    return shown(the_export(request, pk))


@router.get("/exports/{int:pk}/file", auth=READ, url_name="export_file", openapi_extra=ANY)
def fetch_export(request: Request, pk: int) -> HttpResponse:
    """The file of an export that is done. What its person may no longer see is asked again."""
    row = the_export(request, pk)
    return sent(File(row.name, row.content_type, workflow.fetch(row)))


def the_export(request: Request, pk: int) -> Export:
    row: Export = found(request, Export.objects.defer("data").select_related("by"), VERB, pk=pk)
    return row


def shown(row: Export) -> dict[str, Any]:
    names = ("id", "format", "state", "problem", "size", "expires_at")
    return {name: getattr(row, name) for name in names} | {
        "write_ups": len(row.numbers),
        "written": row.done,
        "file": resource("export_file", row.pk) if row.state == Export.State.DONE else None,
    }
