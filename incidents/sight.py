"""Who sees what, for statements that are written in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.compiled import CompiledFor
from incidents.models import Incident
from kit import clock

if TYPE_CHECKING:
    from accounts.models import User

VISIBLE = CompiledFor(lambda user: Incident.objects.visible_to(user).values("pk"))

CLOSED = "SELECT id FROM incidents_incident WHERE visibility <> 'organisation'"
TEAM = "SELECT id FROM incidents_incident WHERE visibility = 'team'"
INVOLVED = f"SELECT incident_id FROM incidents_incident_teams WHERE team_id = ANY(%s) AND incident_id IN ({TEAM})"  # noqa: S608
LISTED = "SELECT incident_id FROM incidents_participation WHERE user_id = %s"
OPENED = "SELECT incident_id FROM incidents_glassbreak WHERE user_id = %s AND until > %s"


def seen(user: User, column: str) -> tuple[str, list[Any]]:
    """SQL that holds where the column names an incident this person may know of, with its parameters.

    The rule of `incidents.querysets.visible_if`, to which a test holds it. There each row looks for what ties it to the
    person; here what the person is tied to is gathered once, which costs the same for one row and for ten thousand.
    """
    if not user.is_active:
        return "false", []
    sets: list[tuple[str, list[Any]]] = [(LISTED, [user.pk])]
    if user.is_administrator:
        sets += [(TEAM, []), (OPENED, [user.pk, clock.now()])]
    elif user.team_ids:
        sets.append((INVOLVED, [list(user.team_ids)]))
    parts = [f"{column} NOT IN ({CLOSED})", *(f"{column} IN ({rows})" for rows, _ in sets)]
    return f"({' OR '.join(parts)})", [value for _, values in sets for value in values]


def few_seen(user: User, column: str) -> tuple[str, list[Any]]:
    """The same for a few rows, where each had better look for what ties it to the person."""
    if not user.is_active:
        return "false", []
    visible, params = VISIBLE.sql(user)
    return f"{column} IN ({visible})", params
