from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from postmortems import workflow
from postmortems.forms.defences import MitigatorForm
from postmortems.models import Mitigator
from postmortems.views import rows

ROWS = rows.Rows(
    "mitigator",
    "defences",
    Mitigator,
    lambda _: MitigatorForm,
    {
        "add": "Add what limited the damage",
        "edit": "Change what limited the damage",
        "added": "Added",
        "saved": "Saved",
        "removed": "Removed",
        "restored": "It is back",
    },
)
ASKS = require_http_methods(["GET", "HEAD", "POST"])


@guards("postmortems.edit")
@ASKS
def add_mitigator(request: Request, reference: str) -> HttpResponse:
    return rows.add(request, reference, ROWS, workflow.add_mitigator)


@guards("postmortems.edit")
@ASKS
def edit_mitigator(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.edit(request, reference, pk, ROWS, workflow.edit_mitigator)


@guards("postmortems.edit")
@require_POST
def remove_mitigator(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.remove(request, reference, pk, ROWS, workflow.remove_mitigator)


@guards("postmortems.edit")
@require_POST
def restore_mitigator(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.restore(request, reference, pk, ROWS, workflow.restore_mitigator)
