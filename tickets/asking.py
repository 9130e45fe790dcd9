"""Asking trackers what changed there, for when they cannot knock or a knock got lost."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from kit import clock, sealing
from tickets import workflow
from tickets.models import Ticket, Tracker
from tickets.providers import Broken, Missing, Unreachable

EVERY = timedelta(minutes=10)
# Asked again about what lies this far back, because clocks differ.
OVERLAP = timedelta(minutes=5)
FIRST = timedelta(days=1)


def ask_all(at: datetime | None = None) -> int:
    """Answers how many tickets are to be compared because of it."""
    at = at or clock.now()
    due = Tracker.objects.offered().exclude(asked_at__gt=at - EVERY)
    return sum(ask(tracker, at) for tracker in due)


def ask(tracker: Tracker, at: datetime) -> int:
    since = (tracker.asked_at or at - FIRST) - OVERLAP
    try:
        keys = list(tracker.reached().changed_since(since))
    except (Unreachable, Broken, Missing, sealing.Unreadable) as error:
        Tracker.objects.filter(pk=tracker.pk).update(outcome=str(error)[:300])
        return 0
    with transaction.atomic():
        changed = list(Ticket.objects.kept().filter(tracker=tracker, key__in=keys))
        workflow.want(*changed)
        Tracker.objects.filter(pk=tracker.pk).update(asked_at=at, outcome="")
    return len(changed)
