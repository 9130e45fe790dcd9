"""What the settings pages read of a source."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min, Q

from signals import clocks
from signals.models import Delivery, HeldBack, Signal, Source

RECENT = 50


@dataclass(frozen=True)
class Tab:
    """One state of deliveries, and how many are in it."""

    state: str
    label: str
    count: int


@dataclass(frozen=True)
class Kept:
    """Since when bodies are there as they came, and of how many that said something they are not."""

    oldest: datetime | None
    let_go: int


def kept_of(source: Source) -> Kept:
    whole = Q(let_go_at=None)
    found = source.deliveries.order_by().aggregate(
        oldest=Min("received_at", filter=whole), let_go=Count("pk", filter=~whole)
    )
    return Kept(**found)


@dataclass(frozen=True)
class Held:
    """Alerts that opened nothing in a storm: how many, and when the last of them came."""

    count: int
    newest: datetime | None


def held_of(source: Source) -> Held:
    return Held(**HeldBack.objects.filter(source=source).aggregate(count=Count("pk"), newest=Max("at")))


def lag_of(source: Source) -> clocks.Lag | None:
    rows = Signal.objects.filter(source=source, said_at__isnull=False).order_by("-pk")
    return clocks.lag(rows.values_list("said_at", "received_at")[:RECENT])


def tabs(source: Source) -> list[Tab]:
    counted: Counter[str] = Counter(dict(source.deliveries.order_by().values_list("state").annotate(many=Count("pk"))))
    every = Tab("", "All", counted.total())
    return [
        every,
        *(Tab(state, str(label), counted[state]) for state, label in Delivery.State.choices if counted[state]),
    ]
