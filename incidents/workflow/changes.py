"""What every verb of an incident needs: the lock, the mark of a change, values for the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Model

from activity.notify import Telling
from incidents import audience, times
from incidents.models import Incident
from kit import clock
from kit.errors import Refused, Stale


def locked(incident: Incident) -> Incident:
    return Incident.objects.locked(incident.pk)


def bump(incident: Incident, *fields: str) -> None:
    """Store the fields; a form that was loaded before is stale from now on."""
    incident.version += 1
    touch(incident, "version", *fields)


def touch(incident: Incident, *fields: str) -> None:
    """Store the fields; open pages see that something changed, forms stay valid."""
    incident.changed_at = clock.now()
    incident.save(update_fields=[*fields, "changed_at"])


def require_version(row: Any, version: int) -> None:
    if row.version != version:
        raise Stale("Somebody changed this while you were typing. Look at their change, then save yours again.", row)


def require_possible(at: datetime) -> None:
    if problem := times.problem(at, now=clock.now()):
        raise Refused(problem)


def plain(value: Any) -> Any:
    """As the record keeps it."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Model):
        return str(value)
    return value if isinstance(value, (str, int, bool, list, type(None))) else str(value)


def news(incident: Incident, change: str, **data: Any) -> list[Telling]:
    """Tell those concerned; `data` holds choices only."""
    return [Telling("incident_changed", to=audience.concerned(incident), data={"change": change, **data})]
