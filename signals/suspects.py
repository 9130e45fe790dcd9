"""Deploys in the hours before an incident that may have caused it, with what speaks for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from incidents.models import Incident
from signals.heard import DEPLOY, FAILED, NOTED, SUCCEEDED
from signals.models import Citation, SetAside, Signal

HOURS = timedelta(hours=6)
# A deploy that is told of a little after the start may well have begun before it.
GRACE = timedelta(minutes=10)
MOST = 5
PRODUCTION = ("production", "prod", "live")


@dataclass(frozen=True)
class Suspect:
    ref: str
    title: str
    at: datetime
    who: str
    url: str
    before: timedelta
    reasons: tuple[str, ...]
    score: int
    is_cited: bool = False


def suspects(incident: Incident, reader: User) -> list[Suspect]:
    """The likeliest first; one for each deploy, however often it was told of. What was cleared is left out."""
    start = incident.started_at
    rows = Signal.objects.visible_to(reader).filter(kind=DEPLOY, at__gte=start - HOURS, at__lte=start + GRACE)
    rows = rows.exclude(state=NOTED).select_related("service").order_by("at", "pk")
    cleared = set(SetAside.objects.filter(incident=incident, signal__kind=DEPLOY).values_list("signal__key", flat=True))
    cited = set(Citation.objects.filter(incident=incident, signal__kind=DEPLOY).values_list("signal__key", flat=True))
    services = {service.pk: service.team_id for service in incident.services.all()}
    latest = {row.key: row for row in rows if row.key not in cleared}
    found = (_suspect(row, start, services, is_cited=row.key in cited) for row in latest.values())
    return sorted((one for one in found if one.score > 0), key=lambda one: (-one.score, one.before))[:MOST]


def _suspect(row: Signal, start: datetime, services: dict[int, int], *, is_cited: bool) -> Suspect:
    before = start - row.at
    weighed = list(_weigh(row, before, services))
    return Suspect(
        ref=row.ref,
        title=row.title,
        at=row.at,
        who=row.who,
        url=row.url,
        before=before,
        reasons=tuple(reason for _, reason in weighed),
        score=sum(weight for weight, _ in weighed),
        is_cited=is_cited,
    )


def _weigh(row: Signal, before: timedelta, services: dict[int, int]) -> Iterable[tuple[int, str]]:
    """Time alone makes no suspect: it has to be something that is concerned."""
    if row.service_id in services:
        yield 5, f"{row.service} is concerned"
    elif row.service is not None and row.service.team_id in services.values():
        yield 2, f"{row.service} belongs to a team that is concerned"
    else:
        return
    if before <= timedelta(minutes=30):
        yield 3, "within half an hour of the start"
    elif before <= timedelta(hours=2):
        yield 2, "within two hours of the start"
    if row.state == FAILED:
        yield 2, "it failed"
    elif row.state != SUCCEEDED:
        yield 1, "nothing says that it ended"
    if any(word in row.title.lower() for word in PRODUCTION):
        yield 1, "to production"
