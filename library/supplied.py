"""The facets that every library has."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from incidents.models import Incident
from kit import clock
from library.facets import FACETS, Facet, register
from library.models import Entry

PERIODS = {"quarter": "Last 90 days", "year": "This year", "earlier": "Earlier years"}
DATE = "date"
# Which kind of hit; see library.elsewhere.
FROM, OURS, EXTERNAL = "from", "ours", "external"
ALL_FROM = {OURS: "Our own write-ups", EXTERNAL: "External"}
NAMES = """
SELECT 'service', id::text, id::text, name FROM incidents_service WHERE id = ANY(%s)
UNION ALL SELECT 'team', id::text, id::text, name FROM accounts_team WHERE id = ANY(%s)
UNION ALL SELECT CASE t.kind WHEN 'cause' THEN 'cause' WHEN 'failure_mode' THEN 'mode' ELSE 'tag' END,
    t.id::text, COALESCE(now.id, t.id)::text, COALESCE(now.name, t.name)
    FROM incidents_tag AS t LEFT JOIN incidents_tag AS now ON now.id = t.merged_into_id WHERE t.id = ANY(%s)
"""


def supply() -> None:
    for name, label, source in (
        ("service", "Service", "services"),
        ("cause", "Cause", "tags"),
        ("mode", "Failure mode", "tags"),
    ):
        register(Facet(name, label, source))
    register(Facet("severity", "Severity", "severity", fixed=dict(Incident.Severity.choices)))
    register(Facet("team", "Team", "teams"))
    register(Facet(DATE, "Date", "", fixed=dict(PERIODS)))
    register(Facet("state", "Status", "state", fixed=dict(Entry.State.choices)))
    register(Facet("kind", "Kind", "kind", fixed=dict(Incident.Kind.choices)))
    register(Facet("tag", "Tag", "tags"))
    register(Facet(FROM, "From", "", fixed=ALL_FROM))


def names(wanted: dict[str, list[str]]) -> dict[str, dict[str, str]]:
    """Per facet, of the values asked for, what they are called: one query, and those of registered facets."""
    return known(wanted)[0]


def known(wanted: dict[str, list[str]]) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """The names, and per facet the value that stands for one which was merged into it.

    Names of services, teams and tags are no secret; whether anything has them is, and is counted elsewhere.
    """
    keys: dict[str, set[int]] = {"services": set(), "teams": set(), "tags": set()}
    found: dict[str, dict[str, str]] = {name: {} for name in FACETS}
    moved: dict[str, dict[str, str]] = {}
    for name, values in wanted.items():
        facet = FACETS[name]
        if facet.fixed is not None:
            found[name] = facet.fixed
        elif facet.names is not None:
            found[name] = facet.names(values)
        else:
            keys[facet.source].update(int(value) for value in values if value.isdecimal() and len(value) < 10)
    if any(keys.values()):
        with connection.cursor() as cursor:
            cursor.execute(NAMES, [sorted(each) for each in keys.values()])
            for name, value, present, called in cursor.fetchall():
                found[name][value] = found[name][present] = called
                if present != value:
                    moved.setdefault(name, {})[value] = present
    return found, moved


def begins(period: str) -> datetime | None:
    now = timezone.localtime(clock.now())
    if period == "quarter":
        return now - timedelta(days=90)
    return _new_year(now) if period == "year" else None


def ends(period: str) -> datetime | None:
    return _new_year(timezone.localtime(clock.now())) if period == "earlier" else None


def _new_year(now: datetime) -> datetime:
    return now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
