"""Whether what was done helped: the question on an action's page, its evidence, and what was answered so far."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from accounts.models import User
from actions.models import Action, Check
from incidents.models import Incident

MOST = 8


def asked_of(user: User) -> list[Check]:
    """Open checks of actions this person owns, or whose owner has gone and whose team they lead."""
    mine = Q(action__owner=user) | Q(action__owner__is_active=False, action__team__in=user.led_team_ids)
    return list(open_checks(user).filter(mine)[:MOST])


def open_checks(user: User) -> Any:
    rows = Check.objects.visible_to(user).filter(answer="", action__state=Action.State.DONE)
    return rows.filter(closed_at=F("action__closed_at")).select_related("action__incident")


def open_check(action: Action) -> Check | None:
    """The oldest that nobody answered."""
    if action.state != Action.State.DONE or action.closed_at is None:
        return None
    found: Check | None = action.checks.filter(answer="", closed_at=action.closed_at).order_by("days").first()
    return found


def later_incidents(action: Action, reader: User) -> list[Incident]:
    """Incidents that began after it was done, on the services of its own incident, newest first."""
    if action.incident_id is None or action.closed_at is None:
        return []
    services = Incident.services.through.objects.filter(incident=action.incident_id).values("service")
    rows = Incident.objects.visible_to(reader).filter(started_at__gt=action.closed_at, services__in=services)
    return list(rows.exclude(pk=action.incident_id).distinct().newest()[:MOST])


@dataclass(frozen=True)
class Tally:
    asked: int
    effective: int
    not_effective: int
    unknown: int

    @property
    def answered(self) -> int:
        return self.effective + self.not_effective + self.unknown


def tally(user: User) -> Tally:
    """Over all checks this person may see."""
    answers = Check.Answer
    counts = Check.objects.visible_to(user).aggregate(
        asked=Count("pk"),
        effective=Count("pk", filter=Q(answer=answers.EFFECTIVE)),
        not_effective=Count("pk", filter=Q(answer=answers.NOT_EFFECTIVE)),
        unknown=Count("pk", filter=Q(answer=answers.UNKNOWN)),
    )
    return Tally(**counts)
