"""What the incident page shows of its write-up: how far it is, its clock, and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts import policy
from incidents import panels
from kit import clock
from postmortems import clocks
from postmortems.models import Authorship, Postmortem

if TYPE_CHECKING:
    from accounts.request import Request
    from incidents.models import Incident


def callout(request: Request, incident: Incident) -> SafeString | None:
    """How the write-up stands; absent while there is none and none was decided on."""
    postmortem = _write_up(request, incident)
    if postmortem is None and incident.decision not in (incident.Decision.FULL, incident.Decision.LIGHT):
        return None
    return render_to_string(
        "postmortems/panels/_callout.html", _context(request, incident, postmortem), request=request
    )


def topbar(request: Request, incident: Incident) -> SafeString | None:
    """The one next step: start, continue or read."""
    postmortem = _write_up(request, incident)
    context = _context(request, incident, postmortem)
    if postmortem is None and not context["may_write"]:
        return None
    return render_to_string("postmortems/panels/_topbar.html", context, request=request)


def _write_up(request: Request, incident: Incident) -> Any:
    """Asked once per page, though two places show it. Whoever sees the incident sees its write-up."""
    known: dict[int, Any] = request.__dict__.setdefault("write_ups", {})
    if incident.pk not in known:
        leads = Authorship.objects.filter(postmortem=OuterRef("pk"), leads=True)
        rows = Postmortem.objects.filter(incident=incident)
        known[incident.pk] = rows.annotate(lead=Subquery(leads.values("user__handle")[:1])).first()
    return known[incident.pk]


def _context(request: Request, incident: Incident, postmortem: Any) -> dict[str, Any]:
    done_at = postmortem.published_at if postmortem else None
    publish = (
        clocks.clock(clocks.PUBLISH, incident.resolved_at, at=clock.now(), done_at=done_at, zone=request.user.zone)
        if incident.resolved_at
        else None
    )
    required = [each for each in postmortem.readiness if each.get("required", True)] if postmortem else []
    return {
        "incident": incident,
        "postmortem": postmortem,
        "publish": publish,
        "ready": sum(each["state"] == "done" for each in required),
        "required": len(required),
        "may_write": policy.could("postmortems.edit", request.user),
    }


def register() -> None:
    panels.register("callout", callout, rank=10)
    panels.register("topbar", topbar, rank=10)
