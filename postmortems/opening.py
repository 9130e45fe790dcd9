"""The write-up that a reader opens, by a query that is made once: no page is opened more often."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from accounts.models import User
from incidents.models import Incident
from kit.compiled import Compiled
from postmortems.models import Postmortem

# What the page itself shows and decides by; laying the document out anew reads the rest.
_OWN = ("id", "incident_id", "title", "state", "revision_id", "published_at", "amended_at", "changed_at")
_INCIDENT = ("id", "number", "title", "severity", "kind", "visibility", "started_at", "resolved_at", "changed_at")
_ADDED = ("is_followed", "action_versions", "related_to")


def opened(number: int | None, reader: User) -> Any:
    """With its incident and what `for_reading` adds; None when there is none that the reader may see.

    Most incidents are open to everybody, and the rule is asked for the rest only.
    """
    found = ROWS.rows(reader.pk, number) if number is not None else []
    if not found:
        return None
    own, rest = found[0][: len(_OWN)], found[0][len(_OWN) :]
    row = Postmortem.from_db(connection.alias, _OWN, own)
    row.incident = Incident.from_db(connection.alias, _INCIDENT, rest[: len(_INCIDENT)])
    vars(row).update(zip(_ADDED, rest[len(_INCIDENT) :], strict=True))
    if reader.is_active and row.incident.visibility == Incident.Visibility.ORGANISATION:
        return row
    return row if Postmortem.objects.visible_to(reader).filter(pk=row.pk).exists() else None


def _row(reader: int, number: int) -> QuerySet[Any]:
    rows = Postmortem.objects.for_reading(User(pk=reader)).filter(incident__number=number)
    return rows.values_list(*_OWN, *(f"incident__{name}" for name in _INCIDENT), *_ADDED)


ROWS = Compiled(_row, -1_234_567, 2_123_456_789)
