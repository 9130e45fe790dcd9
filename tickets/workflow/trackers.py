from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from kit import clock, egress, sealing
from kit.errors import Refused, Stale
from tickets.models import Tracker

DETAILS = ("name", "provider", "base", "place", "kind", "login", "user")


@transaction.atomic
def add_tracker(*, by: User, secret: str, **details: Any) -> Tracker:
    """`details` are those of DETAILS."""
    policy.require("tickets.manage", by)
    _require_reachable(details["base"])
    given = {name: details[name] for name in DETAILS if name in details}
    tracker = Tracker.objects.create(**given, sealed_secret=sealing.seal(secret.strip()), created_at=clock.now())
    record("tracker.added", tracker, by=by, data={"provider": tracker.provider, "place": tracker.place})
    return tracker


@transaction.atomic
def edit_tracker(tracker: Tracker, *, by: User, version: int, secret: str = "", **details: Any) -> Tracker:
    """Without a secret the present one stays. Which tracker it is does not change: tickets are linked there."""
    policy.require("tickets.manage", by, tracker)
    tracker = Tracker.objects.locked(tracker.pk)
    if tracker.version != version:
        raise Stale("Somebody changed this tracker meanwhile. Look at it again before you save.", tracker)
    for name in ("name", "kind", "login", "user"):
        setattr(tracker, name, details.get(name, getattr(tracker, name)))
    if secret.strip():
        tracker.sealed_secret = sealing.seal(secret.strip())
    tracker.version += 1
    tracker.outcome = ""
    tracker.save()
    record("tracker.edited", tracker, by=by)
    return tracker


@transaction.atomic
def pause_tracker(tracker: Tracker, *, by: User) -> Tracker:
    """Nothing is compared until it is resumed; nothing is forgotten."""
    policy.require("tickets.manage", by, tracker)
    return _mark(tracker, by, "tracker.paused", paused_at=clock.now())


@transaction.atomic
def resume_tracker(tracker: Tracker, *, by: User) -> Tracker:
    policy.require("tickets.manage", by, tracker)
    return _mark(tracker, by, "tracker.resumed", paused_at=None)


@transaction.atomic
def remove_tracker(tracker: Tracker, *, by: User) -> Tracker:
    """For good: its secret is forgotten, its tickets stay as they are there, and actions keep naming them."""
    policy.require("tickets.manage", by, tracker)
    return _mark(tracker, by, "tracker.removed", removed_at=clock.now(), sealed_secret="")


def _mark(tracker: Tracker, by: User, verb: str, **fields: Any) -> Tracker:
    tracker = Tracker.objects.locked(tracker.pk)
    if tracker.removed_at is not None:
        raise Refused("This tracker was removed.")
    for name, value in fields.items():
        setattr(tracker, name, value)
    tracker.save(update_fields=list(fields))
    record(verb, tracker, by=by)
    return tracker


def _require_reachable(base: str) -> None:
    try:
        egress.examine(base)
    except egress.Forbidden as forbidden:
        raise Refused(str(forbidden))
