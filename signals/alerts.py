"""Alerts with all that is known of them and what was made of it so far: four queries, however many they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from signals.episodes import Episode, Event, episodes
from signals.heard import ALERT, RESOLVED, STATUS
from signals.models import HeldBack, Opening, Sighting, Signal, Source

ACTS_ON = (ALERT, STATUS)
# Of an alert that has come and gone more often than this, what was long ago is settled.
MOST_EVENTS = 5_000


@dataclass
class Alert:
    """`openings` by the signal that they began with; `seen` are (incident, whether a rule said so) of each signal.
    `held_back` are signals with which a storm opened nothing."""

    key: str
    events: list[Event] = field(default_factory=list)
    openings: dict[int, Opening] = field(default_factory=dict)
    held_back: set[int] = field(default_factory=set)
    seen: dict[int, list[tuple[int, bool]]] = field(default_factory=dict)

    @property
    def episodes(self) -> list[Episode]:
        return episodes(self._settled() if len(self.events) >= MOST_EVENTS else self.events)

    def opening_of(self, episode: Episode) -> Opening | None:
        return next((self.openings[event.pk] for event in episode.events if event.pk in self.openings), None)

    def _settled(self) -> Iterable[Event]:
        """Without those before the first end, whose beginning is not among them."""
        ordered = sorted(self.events, key=lambda event: (event.at, event.state == RESOLVED, event.pk))
        end = next((place for place, event in enumerate(ordered) if event.state == RESOLVED), len(ordered))
        return ordered[end + 1 :]


def alerts(source: Source, keys: Collection[str]) -> list[Alert]:
    """Those of `keys` that a rule may act on, in the order in which they are given."""
    found = {key: Alert(key) for key in keys}
    newest = Window(RowNumber(), partition_by=F("key"), order_by=[F("at").desc(), F("pk").desc()])
    rows = Signal.objects.filter(source=source, key__in=found, kind__in=ACTS_ON).annotate(place=newest)
    for key, *event in rows.filter(place__lte=MOST_EVENTS).values_list("key", "pk", "state", "at", "severity"):
        found[key].events.append(Event(*event))
    for opening in Opening.objects.filter(source=source, key__in=found):
        found[opening.key].openings[opening.signal_id] = opening
    for key, signal in HeldBack.objects.filter(source=source, key__in=found).values_list("key", "signal"):
        found[key].held_back.add(signal)
    opened = {event.pk: alert for alert in found.values() if alert.openings for event in alert.events}
    if opened:
        for signal, incident, by in Sighting.objects.filter(signal__in=opened).values_list("signal", "incident", "by"):
            opened[signal].seen.setdefault(signal, []).append((incident, by is None))
    return [alert for alert in found.values() if alert.events]
