from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts import policy
from accounts.models import Team, User
from activity import once as once_only
from activity.notify import Telling
from activity.record import record
from incidents import audience
from incidents import criteria as rules
from incidents.models import Incident, Participation, Service, SeverityChange
from incidents.workflow.changes import require_possible
from incidents.workflow.write_up import decide_write_up
from kit import clock
from kit.errors import Refused
from kit.sequences import next_number


@transaction.atomic
def declare(
    *,
    by: User,
    title: str,
    severity: str,
    started_at: datetime,
    kind: str = "outage",
    services: Iterable[Service] = (),
    teams: Iterable[Team] = (),
    visibility: str = "organisation",
    proactive: bool = False,
    summary: str = "",
    criteria: Sequence[str] = (),
    users_percent: Decimal | float | None = None,
    users_affected: int | None = None,
    detected_by: str = "",
    trigger: str = "",
    decision: str = "",
    decision_reason: str = "",
    once: str = "",
) -> Incident:
    """Open an incident with its declarer listed as responder.

    Without teams, those that own the services are involved. `once` is the form's token: a second press of the button
    answers what the first one made. A `decision` about the write-up needs the right to decide.
    """
    policy.require("incidents.declare", by)
    require_possible(started_at)
    if not title.strip():
        raise Refused("An incident needs a title.")
    if not once_only.claim(key := f"incidents.declare:{by.pk}:{once}" if once else ""):
        return once_only.made(key, Incident)
    now = clock.now()
    incident = Incident.objects.create(
        number=next_number("incident_number"),
        title=title.strip(),
        severity=severity,
        started_at=started_at,
        kind=kind,
        visibility=visibility,
        proactive=proactive,
        summary=summary,
        criteria=known_criteria(criteria),
        users_percent=users_percent,
        users_affected=users_affected,
        detected_by=detected_by,
        trigger=trigger,
        declared_by=by,
        declared_at=now,
        changed_at=now,
    )
    _involve(incident, list(services), list(teams))
    SeverityChange.objects.create(incident=incident, severity=severity, at=now, by=by)
    Participation.objects.create(incident=incident, user=by, role=Participation.Role.RESPONDER)
    once_only.settle(key, incident)
    record(
        "incident.declared",
        incident,
        by=by,
        data={"severity": severity, "kind": kind, "proactive": proactive},
        notify=[Telling("incident_changed", to=audience.summoned(incident), data={"change": "declared"})],
    )
    return decide_write_up(incident, by=by, decision=decision, reason=decision_reason) if decision else incident


def known_criteria(ticked: Iterable[str]) -> list[str]:
    """The ticks that the policy knows, in its order."""
    return [key for key in rules.BY_KEY if key in set(ticked)]


def _involve(incident: Incident, services: list[Service], teams: list[Team]) -> None:
    incident.services.set(services)
    incident.teams.set(teams or {service.team for service in services})
