"""What is shown of an incident beside a hit: one query, under the rights of whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.urls import reverse

from accounts.models import User
from incidents.models.incident import MILESTONES
from incidents.sight import few_seen

TIMES = ", ".join(f"incidents_incident.{name}_at" for name in MILESTONES)
CARDS = f"""
SELECT incidents_incident.id, incidents_incident.number, incidents_incident.severity, incidents_incident.kind,
    incidents_incident.visibility, COALESCE(entry.state, 'none'), p.id IS NOT NULL,
    ARRAY(SELECT s.name FROM incidents_incident_services AS l JOIN incidents_service AS s ON s.id = l.service_id
        WHERE l.incident_id = incidents_incident.id ORDER BY s.name LIMIT 3),
    (SELECT count(*) FROM actions_action WHERE incident_id = incidents_incident.id),
    (SELECT count(*) FROM actions_action WHERE incident_id = incidents_incident.id AND state = 'done'),
    {TIMES}
FROM incidents_incident JOIN library_entry AS entry ON entry.incident_id = incidents_incident.id
LEFT JOIN postmortems_postmortem AS p ON p.incident_id = incidents_incident.id
WHERE incidents_incident.id = ANY(%s) AND {{rights}}
"""  # noqa: S608


@dataclass(frozen=True)
class Card:
    key: int
    number: int
    severity: str
    kind: str
    visibility: str
    state: str
    is_written_up: bool
    services: list[str]
    actions: int
    done: int
    times: dict[str, datetime | None]

    @property
    def reference(self) -> str:
        return f"INC-{self.number}"

    @property
    def href(self) -> str:
        return address(self.reference, is_written_up=self.is_written_up)


def address(reference: str, *, is_written_up: bool) -> str:
    """Where a hit leads: to its write-up as soon as there is one."""
    return reverse("postmortems:postmortem" if is_written_up else "incidents:incident", args=[reference])


def cards(keys: Sequence[int], user: User) -> dict[int, Card]:
    """Whoever lost sight of an incident meanwhile does not get it."""
    rights, params = few_seen(user, "incidents_incident.id")
    with connection.cursor() as cursor:
        cursor.execute(CARDS.format(rights=rights), [list(keys), *params])
        rows = cursor.fetchall()
    return {row[0]: _card(row) for row in rows}


def _card(row: tuple[Any, ...]) -> Card:
    """The columns before the milestones are those of Card, in its order."""
    values: list[Any] = [*row[:10], dict(zip(MILESTONES, row[10:], strict=True))]
    return Card(*values)
