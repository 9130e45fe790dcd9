"""Moving a draft to a newer version of its template; what will happen is seen before it is confirmed."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.guards import guards
from accounts.request import Request
from kit.errors import Refused, Stale
from kit.http import onward
from postmortems import moving, workflow
from postmortems.forms.templates import MoveForm
from postmortems.models import Postmortem, TemplateVersion
from postmortems.views.drafting import address, posted, the_draft

VERB = "postmortems.move_to_version"


@guards(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def move_to_version(request: Request, reference: str) -> HttpResponse:
    postmortem = the_draft(request, reference, VERB)
    versions = workflow.versions_ahead(postmortem)
    if not versions:
        raise Refused("There is no newer version it could be moved to, or it is no draft any more.")
    form = MoveForm(posted(request), versions=versions)
    if form.is_valid():
        version = next(each for each in versions if each.number == form.cleaned_data["to"])
        try:
            workflow.move_to_version(postmortem, by=request.user, version=version, seen=form.cleaned_data["seen"])
            return onward(request, address(postmortem, "edit"), said=f"Moved to version {version.number}")
        except Stale as stale:
            return _shown(request, postmortem, versions, version, reasons=stale.reasons)
    asked = request.GET.get("to", "")
    version = next((each for each in versions if str(each.number) == asked), versions[0])
    return _shown(request, postmortem, versions, version)


def _shown(
    request: Request,
    postmortem: Postmortem,
    versions: list[TemplateVersion],
    version: TemplateVersion,
    reasons: list[str] | None = None,
) -> HttpResponse:
    steps = workflow.moves(postmortem, version)
    context: dict[str, Any] = {
        "postmortem": postmortem,
        "versions": versions,
        "version": version,
        "steps": steps,
        "seen": moving.fingerprint(steps),
        "reasons": reasons or [],
    }
    status = 409 if reasons else 422 if request.method == "POST" else 200
    return render(request, "postmortems/editor/move.html", context, status=status)
