"""When trouble began and ended, told from the events of one alert in the order of their own times.

Whatever order they arrive in, the same events make the same episodes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from signals.heard import FIRING, RESOLVED, SEVERITIES


@dataclass(frozen=True)
class Event:
    pk: int
    state: str
    at: datetime
    severity: str = ""


@dataclass
class Episode:
    first: Event
    events: list[Event] = field(default_factory=list)
    resolved_at: datetime | None = None

    @property
    def severity(self) -> str:
        """The worst it ever was."""
        known = [event.severity for event in self.events if event.severity in SEVERITIES]
        return max(known, key=SEVERITIES.index, default="")


def episodes(events: Iterable[Event]) -> list[Episode]:
    """From an alert's firing to its end; what comes before any firing belongs to none."""
    found: list[Episode] = []
    for event in sorted(events, key=lambda event: (event.at, event.state == RESOLVED, event.pk)):
        is_open = bool(found) and found[-1].resolved_at is None
        if event.state == FIRING and not is_open:
            found.append(Episode(event, [event]))
        elif found:
            found[-1].events.append(event)
            if event.state == RESOLVED and is_open:
                found[-1].resolved_at = event.at
    return found


def is_enough(severity: str, least: str) -> bool:
    """Whether it is as grave as the rule asks; of what says nothing about that, everything is."""
    return not severity or SEVERITIES.index(severity) >= SEVERITIES.index(least)
