"""What the rule of a source makes of an alert: from all that is known of it, whatever came first."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from incidents import workflow as incidents
from incidents.models import Incident
from kit.errors import Refused
from signals.alerts import Alert, alerts
from signals.episodes import Episode, is_enough
from signals.models import Opening, Sighting, Signal, Source
from signals.workflow import storms

log = logging.getLogger(__name__)


def apply(source: Source, keys: Collection[str]) -> dict[str, str]:
    """Let the rule act on all that is known of these alerts. Answers by key why it could not, in a sentence."""
    problems = {}
    for alert in alerts(source, keys):
        try:
            if said := _apply(source, alert):
                problems[alert.key] = said
        except (Refused, PermissionDenied) as refused:
            problems[alert.key] = f"Kept, but the rule could not act: {refused}"
        except DatabaseError as error:
            log.warning("A rule failed: %s", type(error).__name__)
            problems[alert.key] = "Kept, but the rule could not act: the database refused it. Replay this delivery."
    return problems


def _apply(source: Source, alert: Alert) -> str:
    """Most that comes asks for nothing, and then nothing is asked of the database. Answers what was held back."""
    said = ""
    due = [(episode, alert.opening_of(episode)) for episode in alert.episodes]
    due = [(episode, opening) for episode, opening in due if _asks(source, alert, episode, opening)]
    if not due:
        return said
    with transaction.atomic():
        for episode, opening in due:
            if opening is None:
                opening, problem = _begin(source, alert, episode)
                said = problem or said
            if opening is not None:
                _see(opening, alert, episode)
                if source.sets_milestones:
                    _tell_times(source, opening, episode)
    return said


def _asks(source: Source, alert: Alert, episode: Episode, opening: Opening | None) -> bool:
    if opening is None:
        return source.rule == Source.Rule.ATTACH or source.joins or is_enough(episode.severity, source.least)
    told = opening.restored_at == episode.resolved_at
    if opening.is_own:
        told = told and opening.detected_at == episode.first.at
    return (source.sets_milestones and not told) or any(
        _is_elsewhere(opening, alert, event.pk) for event in episode.events
    )


def _is_elsewhere(opening: Opening, alert: Alert, signal: int) -> bool:
    """Whether a signal is not seen on its incident yet, or still on another one where a rule saw it."""
    seen = alert.seen.get(signal, [])
    here = opening.incident_id
    return not any(incident == here for incident, _ in seen) or any(
        incident != here and by_rule for incident, by_rule in seen
    )


def _begin(source: Source, alert: Alert, episode: Episode) -> tuple[Opening | None, str]:
    """Join an open incident or open one, as the rule says; None when it says neither, or when a storm has filled it."""
    first = Signal.objects.select_related("service").get(pk=episode.first.pk)
    joined = _to_join(source, alert.key, first) if source.joins or source.rule == Source.Rule.ATTACH else None
    if joined is None and (source.rule != Source.Rule.OPEN or not is_enough(episode.severity, source.least)):
        return None, ""
    if joined is None and any(event.pk in alert.held_back for event in episode.events):
        return None, ""
    if joined is None and storms.is_over(source):
        return None, storms.hold_back(source, alert.key, first)
    incident = joined or _open(source, first)
    opening: Opening = Opening.objects.create(
        signal=first,
        incident=incident,
        source=source,
        key=alert.key,
        is_own=joined is None,
        detected_at=first.at if joined is None else None,
    )
    return opening, ""


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


def _see(opening: Opening, alert: Alert, episode: Episode) -> None:
    """All its events belong to its incident, and no longer to the one that a rule saw them on before."""
    events = [event.pk for event in episode.events if _is_elsewhere(opening, alert, event.pk)]
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
