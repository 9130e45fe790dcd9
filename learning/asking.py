"""Which teams a published write-up could be about next: they share a dependency with it, or the way it failed."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.models import Team
from incidents.models import Incident, Service, Tag
from kit import clock

MOST_TEAMS = 12
# A failure mode that a team has not had for two years says little of it.
SINCE = timedelta(days=730)
DEPENDS, SHARES, MODE = "depends", "shares", "mode"


def teams_to_ask(incident: Incident) -> dict[int, list[dict[str, Any]]]:
    """Team → why, for teams that were not involved. The strongest reasons first; never more than MOST_TEAMS.

    Of an incident that is not open to everybody nobody is asked: the question would tell of it.
    """
    if incident.visibility != Incident.Visibility.ORGANISATION:
        return {}
    affected = list(incident.services.prefetch_related("depends_on"))
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    keys = [service.pk for service in affected]
    under = {below.pk for service in affected for below in service.depends_on.all()}
    rows = Service.objects.current().filter(Q(depends_on__in=keys) | Q(depends_on__in=under)).exclude(pk__in=keys)
    for service in rows.distinct().prefetch_related("depends_on").order_by("name"):
        on = {below.pk for below in service.depends_on.all()}
        for kind, shared in ((DEPENDS, on & set(keys)), (SHARES, on & under)):
            found[service.team_id] += [{"kind": kind, "service": service.pk, "on": pk} for pk in sorted(shared)]
    for team, tag in _with_mode(incident):
        found[team].append({"kind": MODE, "tag": tag})
    involved = incident.involved_team_ids
    open_teams = set(Team.objects.open().filter(pk__in=found).values_list("pk", flat=True))
    ranked = sorted((team for team in found if team in open_teams - involved), key=lambda team: _rank(found[team]))
    return {team: found[team] for team in ranked[:MOST_TEAMS]}


def _rank(reasons: list[dict[str, Any]]) -> tuple[int, int]:
    return min((DEPENDS, SHARES, MODE).index(each["kind"]) for each in reasons), -len(reasons)


def _with_mode(incident: Incident) -> list[tuple[int, int]]:
    """(team, failure mode): teams whose services failed the same way, as far as everybody may know of it."""
    modes = [tag.pk for tag in incident.tags.all() if tag.kind == Tag.Kind.FAILURE_MODE]
    if not modes:
        return []
    rows = Incident.objects.filter(
        tags__in=modes, visibility=Incident.Visibility.ORGANISATION, started_at__gte=clock.now() - SINCE
    ).exclude(pk=incident.pk)
    pairs = rows.filter(services__team__isnull=False).values_list("services__team", "tags").distinct()
    return sorted((team, tag) for team, tag in pairs if tag in modes)


def in_words(because: list[dict[str, Any]]) -> list[str]:
    """The reasons as sentences' parts; services and failure modes by their present names."""
    keys = {each[name] for each in because for name in ("service", "on") if name in each}
    services = dict(Service.objects.filter(pk__in=keys).values_list("pk", "name"))
    rows = Tag.objects.filter(pk__in=[each["tag"] for each in because if "tag" in each])
    tags = dict(rows.values_list("pk", Coalesce("merged_into__name", "name")))
    said = []
    for each in because:
        if each["kind"] == MODE:
            said.append(f"your services failed by “{tags.get(each['tag'], 'the same failure mode')}” before")
        else:
            own, on = services.get(each["service"], "a service of yours"), services.get(each["on"], "it")
            said.append(
                f"{own} depends on {on}" + (", as what failed does" if each["kind"] == SHARES else ", which failed")
            )
    return list(dict.fromkeys(said))
