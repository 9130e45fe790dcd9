"""Reading what came in. Rows say what waits; a sweep that is killed leaves nothing done by half."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from incidents.models import Service
from kit import clock
from kit.errors import Refused
from signals import senders, wake
from signals.alerts import ACTS_ON
from signals.catalogue import Catalogue
from signals.heard import Heard, Unreadable
from signals.models import Delivery, HeldBack, Signal, Source
from signals.workflow import ruling

BATCH = 100
MOST_REPLAYED = 1_000
# Distinguishes this advisory lock from any other's.
SWEEPING = 0x516
State = Delivery.State
# A body, and what it says.
Said = tuple[Delivery, list[Heard]]
UNKEPT = (DatabaseError, ValueError)
MARK = """
UPDATE signals_delivery AS d
SET state = n.state, reason = n.reason, worked_at = n.at, times_worked = n.times, new_signals = n.new
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::timestamptz[], %s::int[], %s::int[])
    AS n (id, state, reason, at, times, new)
WHERE d.id = n.id
"""


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
    if delivery.let_go_at is not None:
        raise Refused(f"Its body was let go after {delivery.source.keep_days} days: there is nothing left to read.")
    record("source.replayed", delivery.source, by=by, data={"delivery": delivery.pk, "before": delivery.state})
    HeldBack.objects.filter(signal__delivery=delivery).delete()
    delivery.state, delivery.reason = State.WAITING, ""
    delivery.save(update_fields=["state", "reason"])
    return delivery


@transaction.atomic
def replay_all(source: Source, *, by: User) -> int:
    """Read everything again that was not understood or not believed, oldest first. Answers how many."""
    policy.require("signals.manage_sources", by)
    kept = source.deliveries.whole().filter(state__in=[State.QUARANTINED, State.FORGED]).order_by("pk")
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
    wake.looking()
    rows = Delivery.objects.waiting().select_related("source__service", "source__acts_for").order_by("pk")
    waiting = list(rows.select_for_update(of=("self",))[:BATCH])
    if not waiting:
        return 0
    catalogue = Catalogue(Service.objects.current())
    for of_source in _by_source(waiting):
        _act(of_source[0].source, _read(of_source, catalogue))
    _mark(waiting)
    return len(waiting)


def _mark(deliveries: list[Delivery]) -> None:
    """By one statement; the framework's own, of a case for each row, would cost more than reading them."""
    columns = zip(
        *((row.pk, row.state, row.reason, row.worked_at, row.times_worked, row.new_signals) for row in deliveries),
        strict=True,
    )
    with connection.cursor() as cursor:
        cursor.execute(MARK, [list(column) for column in columns])


def _by_source(deliveries: Iterable[Delivery]) -> Iterable[list[Delivery]]:
    found: dict[int, list[Delivery]] = {}
    for delivery in deliveries:
        found.setdefault(delivery.source_id, []).append(delivery)
    return found.values()


def _read(deliveries: list[Delivery], catalogue: Catalogue) -> list[Said]:
    """What they say, kept; those that say nothing that can be kept are marked and left out."""
    understood = []
    for delivery in deliveries:
        delivery.worked_at = clock.now()
        delivery.times_worked += 1
        source = delivery.source
        try:
            heard = senders.read(source.sender, delivery.headers, bytes(delivery.body), source.mapping)
        except Unreadable as problem:
            delivery.state, delivery.reason = State.QUARANTINED, str(problem)[:500]
        else:
            understood.append((delivery, heard))
    try:
        _keep(understood, catalogue)
    except UNKEPT:
        # One body must never keep all others waiting: which one it was shows one by one.
        return [said for said in understood if _is_kept(said, catalogue)]
    return understood


def _is_kept(said: Said, catalogue: Catalogue) -> bool:
    delivery, _ = said
    try:
        _keep([said], catalogue)
    except UNKEPT as error:
        delivery.state, delivery.reason = State.QUARANTINED, f"The database could not keep it ({type(error).__name__})."
        return False
    return True


def _keep(understood: list[Said], catalogue: Catalogue) -> None:
    """Each of the sender's events once, whatever brought it first."""
    if not understood:
        return
    source = understood[0][0].source
    ids = {one.id[:300] for _, heard in understood for one in heard}
    new: list[Signal] = []
    made: Counter[int] = Counter()
    with transaction.atomic():
        known = set(Signal.objects.filter(source=source, sender_id__in=ids).values_list("sender_id", flat=True))
        for delivery, heard in understood:
            for one in heard:
                if one.id[:300] not in known:
                    known.add(one.id[:300])
                    new.append(_signal(delivery, one, catalogue))
                    made[delivery.pk] += 1
        Signal.objects.bulk_create(new)
    for delivery, heard in understood:
        delivery.new_signals += made[delivery.pk]
        delivery.state = State.DONE if heard else State.NOTHING
        delivery.reason = _said(len(heard), made[delivery.pk])


def _said(heard: int, made: int) -> str:
    if not heard:
        return "A message of a kind that says nothing about incidents."
    return (
        "" if made == heard else f"{heard - made} of {heard} had come before." if made else "All of it had come before."
    )


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


def _act(source: Source, understood: list[Said]) -> None:
    """Each alert once, after all that came about it is kept. What others had brought before asks for nothing."""
    if source.rule == Source.Rule.COLLECT:
        return
    read = {delivery.pk: delivery for delivery, _ in understood}
    brought: dict[str, list[Delivery]] = {}
    touched = Signal.objects.filter(delivery__in=read, kind__in=ACTS_ON).values_list("delivery_id", "key")
    for pk, key in touched.order_by("pk"):
        brought.setdefault(key, []).append(read[pk])
    for key, problem in ruling.apply(source, brought).items():
        for delivery in brought[key]:
            delivery.reason = problem[:500]
