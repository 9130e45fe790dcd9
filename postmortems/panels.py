"""What pages below show of write-ups: the incident its clock and next step, an action its factors, a person risks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts import panels as people
from accounts import policy
from actions import panels as actions
from incidents import panels
from kit import clock
from postmortems import clocks
from postmortems.models import Authorship, ContributingFactor, Postmortem

if TYPE_CHECKING:
    from accounts.models import User
    from accounts.request import Request
    from actions.models import Action
    from incidents.models import Incident

MOST_FACTORS = 12


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


def of_action(request: Request, action: Action) -> SafeString | None:
    """The contributing factors that the action answers."""
    rows = ContributingFactor.objects.visible_to(request.user).filter(actions=action)
    factors = list(rows.select_related("postmortem__incident").order_by("pk")[:MOST_FACTORS])
    if not factors:
        return None
    return render_to_string("postmortems/panels/_factors.html", {"factors": factors}, request=request)


def held_by(user: User, reader: User) -> people.Holding:
    """Accepted risks that need another owner when this person goes."""
    rows = ContributingFactor.objects.visible_to(reader).filter(risk_owner=user).select_related("postmortem__incident")
    found = list(rows.order_by("risk_until", "pk"))
    words = "accepted risk" if len(found) == 1 else "accepted risks"
    return people.Holding(len(found), words, found[0].get_absolute_url() if found else "")


def register() -> None:
    actions.register(of_action, rank=10)
    people.holdings.append(held_by)
    panels.register("callout", callout, rank=10)
    panels.register("topbar", topbar, rank=10)
