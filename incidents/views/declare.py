from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guards import guards
from accounts.request import Request
from incidents import criteria, workflow
from incidents.forms.declare import SEVERITIES, TYPES, DeclareForm


@guards("incidents.declare")
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: Request) -> HttpResponse:
    """Without script, a "Check" button shows the verdict before anything is made."""
    form = DeclareForm(request.POST if request.method == "POST" else None, user=request.user)
    is_checking = "check" in request.POST
    if form.is_bound and form.is_valid() and not is_checking:
        incident = workflow.declare(by=request.user, recurs=form.recurs, **form.details())
        return redirect(incident)
    if is_checking:
        form.errors.clear()
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "incidents/declare.html", _context(form), status=status)


@guards("incidents.declare")
@require_POST
def verdict(request: Request) -> HttpResponse:
    """What the policy says of what is ticked so far; and who should see it, when that suggestion changes."""
    form = DeclareForm(request.POST, user=request.user)
    found = form.verdict()
    moved = form.suggest_visibility() or form.has_error("visibility")
    form.errors.clear()
    return render(request, "incidents/_verdict_update.html", {**_context(form), "verdict": found, "moved": moved})


def _context(form: DeclareForm) -> dict[str, Any]:
    return {
        "form": form,
        "types": TYPES,
        "severities": SEVERITIES,
        "verdict": form.verdict() if not form.is_bound or not form.errors else criteria.verdict(**form.answers),
        "groups": [
            ("Always requires one", criteria.offered(criteria.Group.ALWAYS)),
            ("Worth a judgement call", criteria.offered(criteria.Group.JUDGEMENT)),
            ("Usually does not", criteria.offered(criteria.Group.USUALLY_NOT)),
        ],
    }
