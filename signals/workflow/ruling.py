"""What the rule of a source makes of an alert: from all that is known of it, whatever came first."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from incidents import workflow as incidents
from incidents.models import Incident
from kit.errors import Refused
from signals.episodes import Episode, Event, episodes, is_enough
from signals.heard import ALERT, STATUS
from signals.models import Opening, Sighting, Signal, Source

log = logging.getLogger(__name__)
ACTS_ON = (ALERT, STATUS)
MOST_EVENTS = 5_000


def apply(source: Source, key: str) -> str:
    """Let the rule act on all that is known of this alert. Answers why it could not, in a sentence."""
    if source.rule == Source.Rule.COLLECT:
        return ""
    try:
        with transaction.atomic():
            _apply(source, key)
    except (Refused, PermissionDenied) as refused:
        return f"Kept, but the rule could not act: {refused}"
    except DatabaseError as error:
        log.warning("A rule failed: %s", type(error).__name__)
        return "Kept, but the rule could not act: the database refused it. Replay this delivery."
    return ""


def _apply(source: Source, key: str) -> None:
    rows = Signal.objects.filter(source=source, key=key, kind__in=ACTS_ON).order_by("at", "pk")[:MOST_EVENTS]
    signals = {row.pk: row for row in rows}
    openings = {row.signal_id: row for row in Opening.objects.filter(source=source, key=key).select_related("incident")}
    for episode in episodes(Event(row.pk, row.state, row.at, row.severity) for row in signals.values()):
        opening = next((openings[event.pk] for event in episode.events if event.pk in openings), None)
        if opening is None:
            opening = _begin(source, key, episode, signals)
        if opening is not None:
            _see(opening, episode)
            if source.sets_milestones:
                _tell_times(source, opening, episode)


def _begin(source: Source, key: str, episode: Episode, signals: dict[int, Signal]) -> Opening | None:
    """Join an open incident or open one, as the rule says; None when it says neither."""
    first = signals[episode.first.pk]
    joined = _to_join(source, key, first) if source.joins or source.rule == Source.Rule.ATTACH else None
    if joined is None and (source.rule != Source.Rule.OPEN or not is_enough(episode.severity, source.least)):
        return None
    incident = joined or _open(source, first)
    opening: Opening = Opening.objects.create(
        signal=first,
        incident=incident,
        source=source,
        key=key,
        is_own=joined is None,
        detected_at=first.at if joined is None else None,
    )
    return opening


def _to_join(source: Source, key: str, first: Signal) -> Incident | None:
    """The open incident that this alert belongs to already, else the newest open one on its service."""
    known = Incident.objects.open().filter(openings__source=source, openings__key=key).order_by("-pk").first()
    if known is not None or first.service_id is None:
        return known
    near = Incident.objects.open().filter(services=first.service_id, started_at__lte=first.received_at)
    return near.order_by("-started_at", "-pk").first()


def _open(source: Source, first: Signal) -> Incident:
    severity = Incident.Severity(source.opens_as)
    return incidents.declare(
        by=source.acts_for,
        title=first.title[:200],
        severity=severity,
        started_at=first.at,
        services=[first.service] if first.service else [],
        kind=Incident.Kind.DEGRADATION,
        detected_by=source.name,
        summary=first.text,
        times={"detected": first.at},
    )


def _see(opening: Opening, episode: Episode) -> None:
    """All its events belong to its incident, and no longer to the one that a rule saw them on before."""
    events = [event.pk for event in episode.events]
    Sighting.objects.filter(signal__in=events, by=None).exclude(incident=opening.incident_id).delete()
    seen = [Sighting(signal_id=pk, incident_id=opening.incident_id) for pk in events]
    Sighting.objects.bulk_create(seen, ignore_conflicts=True)


def _tell_times(source: Source, opening: Opening, episode: Episode) -> None:
    """Detected and restored, as far as nobody has said otherwise."""
    incident = Incident.objects.locked(opening.incident_id)
    times: dict[str, Any] = {}
    if opening.is_own and episode.first.at != opening.detected_at:
        if incident.detected_at == opening.detected_at:
            times["detected"] = episode.first.at
        if incident.started_at == opening.detected_at:
            times["started"] = episode.first.at
    elif not opening.is_own and incident.detected_at is None:
        times["detected"] = episode.first.at
    if times:
        incidents.set_milestones(incident, by=source.acts_for, times=times)
    _tell_restored(source, opening, episode.resolved_at, incident)
    if opening.is_own:
        opening.detected_at = episode.first.at
    opening.restored_at = episode.resolved_at
    opening.save(update_fields=["detected_at", "restored_at"])


def _tell_restored(source: Source, opening: Opening, at: datetime | None, incident: Incident) -> None:
    if at is None or at == opening.restored_at or incident.restored_at not in (None, opening.restored_at):
        return
    others = Opening.objects.filter(incident=incident).exclude(pk=opening.pk)
    if others.filter(restored_at=None).exists():
        return
    latest = max([at, *(other for other in others.values_list("restored_at", flat=True) if other)])
    if incident.status == Incident.Status.OPEN:
        incidents.mitigate(incident, by=source.acts_for, at=latest)
    elif incident.restored_at != latest:
        incidents.set_milestones(incident, by=source.acts_for, times={"restored": latest})
