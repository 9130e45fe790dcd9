"""Reading what came in. Rows say what waits; a sweep that is killed leaves nothing done by half."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Service
from kit import clock
from kit.errors import Refused
from signals import senders
from signals.catalogue import Catalogue
from signals.heard import Heard, Unreadable
from signals.models import Delivery, Signal, Source
from signals.workflow import ruling

BATCH = 100
MOST_REPLAYED = 1_000
# Distinguishes this advisory lock from any other's.
SWEEPING = 0x516
State = Delivery.State


def sweep(most: int = 5_000) -> int:
    """Read what waits, oldest first. Returns how many bodies were read.

    One process at a time: rules look at what is there and then act, and two of them would act twice.
    """
    done = 0
    while done < most and (read := _batch()):
        done += read
    return done


@transaction.atomic
def replay(delivery: Delivery, *, by: User) -> Delivery:
    """Read a body once more: after a mapping, a secret or the product has changed. What it said already stays once."""
    policy.require("signals.manage_sources", by)
    delivery = Delivery.objects.select_related("source").locked(delivery.pk)
    if delivery.source.removed_at is not None:
        raise Refused("The source was removed.")
    record("source.replayed", delivery.source, by=by, data={"delivery": delivery.pk, "before": delivery.state})
    delivery.state, delivery.reason = State.WAITING, ""
    delivery.save(update_fields=["state", "reason"])
    return delivery


@transaction.atomic
def replay_all(source: Source, *, by: User) -> int:
    """Read everything again that was not understood or not believed, oldest first. Answers how many."""
    policy.require("signals.manage_sources", by)
    kept = source.deliveries.filter(state__in=[State.QUARANTINED, State.FORGED]).order_by("pk")
    chosen = list(kept.values_list("pk", flat=True)[:MOST_REPLAYED])
    Delivery.objects.filter(pk__in=chosen).update(state=State.WAITING, reason="")
    if chosen:
        record("source.replayed", source, by=by, data={"deliveries": len(chosen)})
    return len(chosen)


@transaction.atomic
def _batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEPING])
        if not cursor.fetchone()[0]:
            return 0
    rows = Delivery.objects.waiting().select_related("source__service", "source__acts_for").order_by("pk")
    waiting = list(rows.select_for_update(of=("self",))[:BATCH])
    catalogue = Catalogue(Service.objects.current()) if waiting else Catalogue(())
    for delivery in waiting:
        _read(delivery, catalogue)
    _act(waiting)
    fields = ["state", "reason", "worked_at", "times_worked", "new_signals"]
    Delivery.objects.bulk_update(waiting, fields)
    return len(waiting)


def _read(delivery: Delivery, catalogue: Catalogue) -> None:
    source = delivery.source
    delivery.worked_at = clock.now()
    delivery.times_worked += 1
    try:
        heard = senders.read(source.sender, delivery.headers, bytes(delivery.body), source.mapping)
    except Unreadable as problem:
        delivery.state, delivery.reason = State.QUARANTINED, str(problem)[:500]
        return
    try:
        with transaction.atomic():
            made = _keep(delivery, heard, catalogue)
    except (DatabaseError, ValueError) as error:
        # One body must never keep all others waiting.
        delivery.state, delivery.reason = State.QUARANTINED, f"The database could not keep it ({type(error).__name__})."
        return
    delivery.new_signals += made
    delivery.state = State.DONE if heard else State.NOTHING
    delivery.reason = _said(len(heard), made)


def _said(heard: int, made: int) -> str:
    if not heard:
        return "A message of a kind that says nothing about incidents."
    return (
        "" if made == heard else f"{heard - made} of {heard} had come before." if made else "All of it had come before."
    )


def _keep(delivery: Delivery, heard: Iterable[Heard], catalogue: Catalogue) -> int:
    """Answers how many are new; the database keeps each of the sender's events once."""
    by_id = {one.id[:300]: one for one in heard}
    known = set(Signal.objects.filter(source=delivery.source, sender_id__in=by_id).values_list("sender_id", flat=True))
    new = [_signal(delivery, one, catalogue) for name, one in by_id.items() if name not in known]
    Signal.objects.bulk_create(new)
    return len(new)


def _signal(delivery: Delivery, heard: Heard, catalogue: Catalogue) -> Signal:
    source = delivery.source
    return Signal(
        source=source,
        delivery=delivery,
        sender_id=heard.id[:300],
        key=heard.key[:300],
        kind=heard.kind,
        state=heard.state,
        severity=heard.severity,
        title=heard.title[:300],
        text=heard.text[:1_000],
        who=heard.who[:300],
        url=heard.url,
        service_name=heard.service[:300],
        service_id=catalogue.find(heard.service) or source.service_id,
        said_at=heard.at,
        at=_corrected(heard.at, source.offset_seconds, delivery.received_at),
        received_at=delivery.received_at,
    )


def _corrected(said: datetime | None, offset: int, received: datetime) -> datetime:
    """By our clock, and never later than it came."""
    return received if said is None else min(said + timedelta(seconds=offset), received)


def _act(deliveries: list[Delivery]) -> None:
    """Each alert once, after all that came about it is kept."""
    read = {delivery.pk: delivery for delivery in deliveries if delivery.state == State.DONE}
    touched = Signal.objects.filter(delivery__in=read).values_list("delivery_id", "key").order_by("pk")
    waiting: dict[tuple[int, str], list[Delivery]] = {}
    for pk, key in touched:
        waiting.setdefault((read[pk].source_id, key), []).append(read[pk])
    for (_, key), of_key in waiting.items():
        if problem := ruling.apply(of_key[0].source, key):
            for delivery in of_key:
                delivery.reason = problem[:500]
