"""Accepted risks that have run out: their owner and the tech leads hear of it, once for each end."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q

from activity.notify import Telling, tell_many
from kit import clock
from postmortems.models import ContributingFactor

KIND = "risk_expired"
BATCH = 200


@transaction.atomic
def expire_risks(at: datetime | None = None) -> int:
    """Tell of the risks whose last day has passed by `at`; answers how many there were.

    May run anywhere, any number of times at once. The end that was told is written beside the risk in the transaction
    that writes the notices, and their keys name it too: a killed process leaves both or neither. Not recorded: time
    passing is nobody's deed.
    """
    today = (at or clock.now()).date()
    rows = ContributingFactor.objects.filter(risk_until__lt=today)
    rows = rows.filter(Q(risk_told__isnull=True) | ~Q(risk_told=F("risk_until")))
    found = list(
        rows.order_by("risk_until", "pk")
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("risk_owner", "postmortem__incident")
        .prefetch_related("postmortem__incident__teams__lead", "postmortem__incident__services__team__lead")[:BATCH]
    )
    tell_many([(_telling(factor), factor) for factor in found])
    for factor in found:
        factor.risk_told = factor.risk_until
    ContributingFactor.objects.bulk_update(found, ["risk_told"])
    return len(found)


def end_key(factor: ContributingFactor) -> str:
    return f"{KIND}:{factor.pk}:{factor.risk_until}"


def _telling(factor: ContributingFactor) -> Telling:
    incident = factor.postmortem.incident
    teams = [*incident.teams.all(), *(service.team for service in incident.services.all())]
    leads = [team.lead for team in teams if team is not None and team.archived_at is None]
    data = {"until": factor.risk_until.isoformat() if factor.risk_until else ""}
    return Telling(KIND, to=[factor.risk_owner, *leads], key=end_key(factor), data=data)
