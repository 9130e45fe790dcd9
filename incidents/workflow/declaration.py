from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypedDict, Unpack

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
from incidents.workflow.relations import relate
from incidents.workflow.write_up import decide_write_up
from kit import clock
from kit.errors import Refused
from kit.sequences import next_number


class Details(TypedDict, total=False):
    """`times` are milestones known by now; with `resolved` among them the incident is over already."""

    kind: str
    visibility: str
    proactive: bool
    summary: str
    criteria: Sequence[str]
    users_percent: Decimal | float | None
    users_affected: int | None
    detected_by: str
    trigger: str
    times: Mapping[str, datetime]


@transaction.atomic
def declare(
    *,
    by: User,
    title: str,
    severity: str,
    started_at: datetime,
    services: Iterable[Service] = (),
    teams: Iterable[Team] = (),
    decision: str = "",
    decision_reason: str = "",
    recurs: Iterable[Incident] = (),
    once: str = "",
    **details: Unpack[Details],
) -> Incident:
    """Open an incident with its declarer listed as responder.

    Without teams, those that own the services are involved. `once` is the form's token: a second press of the button
    answers what the first one made. `recurs`: earlier incidents that it is a recurrence of. A `decision` about the
    write-up needs the right to decide.
    """
    policy.require("incidents.declare", by)
    if not title.strip():
        raise Refused("An incident needs a title.")
    if not once_only.claim(key := f"incidents.declare:{by.pk}:{once}" if once else ""):
        return once_only.made(key, Incident)
    incident = _open(by, title.strip(), severity, started_at, details)
    _involve(incident, list(services), list(teams))
    once_only.settle(key, incident)
    record(
        "incident.declared",
        incident,
        by=by,
        data={"severity": severity, "kind": incident.kind, "proactive": incident.proactive},
        notify=[Telling("incident_changed", to=audience.summoned(incident), data={"change": "declared"})],
    )
    for other in recurs:
        relate(incident, by=by, other=other, kind="recurrence", reason="Named when it was declared.")
    return decide_write_up(incident, by=by, decision=decision, reason=decision_reason) if decision else incident


def known_criteria(ticked: Iterable[str]) -> list[str]:
    """The ticks that the policy knows, in its order."""
    given = set(ticked)
    return [key for key in rules.BY_KEY if key in given]


def _open(by: User, title: str, severity: str, started_at: datetime, details: Details) -> Incident:
    now = clock.now()
    times = dict(details.pop("times", {}))
    for at in (started_at, *times.values()):
        require_possible(at)
    details["criteria"] = known_criteria(details.get("criteria", ()))
    incident = Incident.objects.create(
        number=next_number("incident_number"),
        title=title,
        severity=severity,
        status=Incident.Status.RESOLVED if "resolved" in times else Incident.Status.OPEN,
        started_at=started_at,
        declared_by=by,
        declared_at=now,
        changed_at=now,
        **{f"{name}_at": at for name, at in times.items()},
        **details,
    )
    SeverityChange.objects.create(incident=incident, severity=severity, at=now, by=by)
    Participation.objects.create(incident=incident, user=by, role=Participation.Role.RESPONDER)
    return incident


def _involve(incident: Incident, services: list[Service], teams: list[Team]) -> None:
    incident.services.set(services)
    incident.teams.set(teams or {service.team for service in services})
