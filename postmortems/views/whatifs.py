from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from postmortems import workflow
from postmortems.forms.defences import WhatIfForm
from postmortems.models import WhatIf
from postmortems.views import rows

ROWS = rows.Rows(
    "whatif",
    "whatifs",
    WhatIf,
    lambda _: WhatIfForm,
    {
        "add": "Ask what if",
        "edit": "Change the answer",
        "added": "Question added",
        "saved": "Answer saved",
        "removed": "Question removed",
        "restored": "Question is back",
    },
)
ASKS = require_http_methods(["GET", "HEAD", "POST"])


@guards("postmortems.edit")
@ASKS
def add_whatif(request: Request, reference: str) -> HttpResponse:
    return rows.add(request, reference, ROWS, workflow.add_whatif, question=request.GET.get("question", "")[:300])


@guards("postmortems.edit")
@ASKS
def edit_whatif(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.edit(request, reference, pk, ROWS, workflow.edit_whatif)


@guards("postmortems.edit")
@require_POST
def remove_whatif(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.remove(request, reference, pk, ROWS, workflow.remove_whatif)


@guards("postmortems.edit")
@require_POST
def restore_whatif(request: Request, reference: str, pk: int) -> HttpResponse:
    return rows.restore(request, reference, pk, ROWS, workflow.restore_whatif)
