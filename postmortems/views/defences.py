from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from postmortems import workflow
from postmortems.forms.defences import DefenceForm
from postmortems.models import Defence
from postmortems.views import rows
from postmortems.views.drafting import block_answer, the_draft, the_row

ROWS = rows.Rows(
    "defence",
    "defences",
    Defence,
    lambda postmortem: partial(DefenceForm, postmortem=postmortem),
    {
        "add": "Add a layer",
        "edit": "Change the layer",
        "added": "Layer added",
        "saved": "Layer saved",
        "removed": "Layer removed",
        "restored": "Layer is back",
    },
)
ASKS = require_http_methods(["GET", "HEAD", "POST"])


@guards("postmortems.edit")
@ASKS
def add_defence(request: Request, reference: str) -> HttpResponse:
    return rows.add(request, reference, ROWS, workflow.add_defence)


@guards("postmortems.edit")
@ASKS
def edit_defence(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.edit(request, reference, pk, ROWS, workflow.edit_defence)


@guards("postmortems.edit")
@require_POST
def remove_defence(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.remove(request, reference, pk, ROWS, workflow.remove_defence)


@guards("postmortems.edit")
@require_POST
def restore_defence(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.restore(request, reference, pk, ROWS, workflow.restore_defence)


@guards("postmortems.edit")
@require_POST
def move_defence(request: Request, reference: str, pk: int) -> HttpResponse:
    postmortem = the_draft(request, reference)
    where = request.POST.get("where", "down")
    workflow.move_defence(the_row(request, postmortem, Defence.everything, pk), by=request.user, up=where == "up")
    return block_answer(request, postmortem, "defences", said=f"Layer moved {'up' if where == 'up' else 'down'}")
