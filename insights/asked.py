"""What an address asks for. Facts are kept by what has ever changed, and by what the reader may see."""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path

from django.core.cache import cache
from django.db import connection
from django.db.models import Q
from django.http import QueryDict

from accounts.models import User
from incidents.models import Incident, Participation
from incidents.querysets import IncidentQuerySet
from insights import facts, periods
from insights.facts import Facts
from insights.scope import Scope
from kit import clock

KEEP_SECONDS = 86_400
# What was counted by other rules is not the answer after these were changed, though no row was.
RULES = hashlib.blake2b(
    b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.rglob("*.py"))), digest_size=8
).hexdigest()
# All marks that ever were, swept or waiting, and the newest: the same answer means that nothing changed.
STAMP = """
SELECT coalesce(max(t.swept), 0) + (SELECT count(*) FROM insights_mark),
    greatest(coalesce(max(t.newest), 0), (SELECT coalesce(max(id), 0) FROM insights_mark))
FROM insights_tide AS t
"""
CHOICES = """
SELECT 'team' AS kind, id, slug, name FROM accounts_team WHERE archived_at IS NULL
UNION ALL SELECT 'service', id, slug, name FROM incidents_service WHERE archived_at IS NULL
ORDER BY kind, name
"""


class Asked:
    """What the address asks for, as far as it makes sense."""

    def __init__(self, user: User, address: QueryDict) -> None:
        self.user, self.address = user, address

    @cached_property
    def choices(self) -> dict[str, list[tuple[int, str, str]]]:
        """Teams and services in use, which are no secret within the organisation."""
        found: dict[str, list[tuple[int, str, str]]] = {"team": [], "service": []}
        with connection.cursor() as cursor:
            cursor.execute(CHOICES)
            for kind, *row in cursor.fetchall():
                found[kind].append(tuple(row))
        return found

    @cached_property
    def scope(self) -> Scope:
        today = clock.now().date()
        severity = self.address.get("severity", "")
        return Scope(
            period=periods.period(self.address.get("p", ""), on=today),
            today=today,
            closed=tuple(self._closed().order_by("pk").values_list("pk", flat=True)),
            team=self._chosen("team"),
            service=self._chosen("service"),
            severity=severity if severity in Incident.Severity.values else "",
        )

    def _closed(self) -> IncidentQuerySet:
        """What is not open to the organisation and yet to this person. Gathered from what they are tied to first:
        looking at each closed incident there is would cost more than the page."""
        closed = Incident.objects.visible_to(self.user).exclude(visibility=Incident.Visibility.ORGANISATION)
        if self.user.is_administrator:
            return closed
        listed = Participation.objects.filter(user=self.user).values("incident")
        named = Incident.teams.through.objects.filter(team__in=self.user.team_ids).values("incident")
        return closed.filter(Q(pk__in=listed) | Q(pk__in=named))

    def _chosen(self, name: str) -> tuple[int, str, str] | None:
        slug = self.address.get(name, "")
        return next((row for row in self.choices[name] if row[1] == slug), None) if slug else None

    @cached_property
    def stamp(self) -> str:
        with connection.cursor() as cursor:
            cursor.execute(STAMP)
            row = cursor.fetchone()
        assert row is not None
        return f"{row[0]}.{row[1]}"

    def key(self, part: str) -> str:
        return f"insights:{RULES}:{part}:{self.stamp}:{self.scope.key}"

    def facts(self, *, in_detail: bool = False) -> Facts:
        # Asked first: what is read later can only be newer than what the key says.
        key = self.key("detail" if in_detail else "facts")
        found: Facts | None = cache.get(key)
        if found is None:
            found = facts.facts(self.scope, in_detail=in_detail)
            cache.set(key, found, KEEP_SECONDS)
        return found
