"""Failures that came back, each with what had been promised after the earlier one and how that stood at the time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import Q

from actions.ladder import week_overdue
from actions.models import Action
from incidents.models import Incident, IncidentRelation
from insights.families import CAME_BACK
from insights.scope import Scope

MOST = 8


@dataclass(frozen=True)
class Return:
    """`action` is what says most: one that was open or dropped when it came back, else one that was done."""

    incident: Incident
    earlier: Incident
    kind: str
    reason: str
    action: Action | None
    state: str
    week: int


def returns(scope: Scope, *, most: int = MOST) -> list[Return]:
    """The newest of the period: two queries."""
    rows = IncidentRelation.objects.filter(_known(scope, "incident"), _known(scope, "other"), kind__in=CAME_BACK)
    begin, end = (datetime(d.year, d.month, d.day, tzinfo=UTC) for d in (scope.period.start, scope.period.end))
    rows = rows.filter(incident__started_at__gte=begin, incident__started_at__lt=end)
    if scope.severity:
        rows = rows.filter(incident__severity=scope.severity)
    if scope.team:
        rows = rows.filter(incident__in=Incident.teams.through.objects.filter(team=scope.team[0]).values("incident"))
    if scope.service:
        named = Incident.services.through.objects.filter(service=scope.service[0])
        rows = rows.filter(incident__in=named.values("incident"))
    found = list(rows.select_related("incident", "other").order_by("-incident__started_at", "-pk")[:most])
    by_incident: dict[int, list[Action]] = {}
    for action in Action.objects.filter(incident__in=[row.other_id for row in found]).order_by("number"):
        by_incident.setdefault(action.incident_id or 0, []).append(action)
    return [_return(row, by_incident.get(row.other_id, ())) for row in found]


def _known(scope: Scope, path: str) -> Q:
    return Q(**{f"{path}__visibility": "organisation"}) | Q(**{f"{path}__in": list(scope.closed)})


def _return(row: Any, actions: Iterable[Action]) -> Return:
    at: datetime = row.incident.started_at
    stood = [(*_stood(action, at), action) for action in actions if action.created_at <= at]
    # Open before dropped before done: what was missing says more than what was not enough.
    order = ("Open", "Dropped", "Done")
    best = min(stood, key=lambda each: order.index(each[0].split(",")[0]), default=None)
    state, week, action = best or ("", 0, None)
    return Return(row.incident, row.other, row.get_kind_display(), row.reason, action, state, week)


def _stood(action: Action, at: datetime) -> tuple[str, int]:
    """What state it was in at that moment, and in which overdue week."""
    if action.closed_at is not None and action.closed_at <= at:
        return ("Dropped, with its reason on file" if action.state == "dropped" else "Done"), 0
    today: date = at.astimezone(UTC).date()
    if action.due_on is not None and action.due_on < today:
        week = week_overdue(action.due_on, today)
        return f"Open, overdue in week {week}", min(week, 4)
    return "Open", 0
