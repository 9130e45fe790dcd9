"""Sending what is owed: claimed by moving `held_until` ahead, so that whoever dies loses it to the next sweep.

A message may arrive twice when a worker dies after sending it; it carries the same webhook-id both times.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from activity import subjects
from kit import clock, egress, sealing
from webhooks import messages, signing, workflow
from webhooks.models import Delivery, Endpoint
from webhooks.workflow.endpoints import PATIENCE

logger = logging.getLogger(__name__)

BATCH = 20
HOLD = timedelta(minutes=5)
# After each attempt, as the specification proposes: about three days in all.
PAUSES = [timedelta(seconds=5), timedelta(minutes=5), timedelta(minutes=30)] + [
    timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)
]
LONGEST_PAUSE = timedelta(hours=24)
GONE = 410


def sweep(*, at: datetime | None = None, batches: int = 50) -> int:
    """Send what is due; answers how many messages were dealt with."""
    dealt = 0
    for _ in range(batches):
        claimed = claim(at or clock.now())
        for delivery in claimed:
            deliver(delivery)
        dealt += len(claimed)
        if len(claimed) < BATCH:
            break
    return dealt


@transaction.atomic
def claim(at: datetime) -> list[Delivery]:
    """Take hold of the oldest due deliveries; two sweepers never hold the same one."""
    due = Delivery.objects.due(at).order_by("pk").select_for_update(skip_locked=True, of=("self",))
    rows = list(due.select_related("endpoint__user", "activity__actor")[:BATCH])
    for delivery in rows:
        delivery.held_until, delivery.attempts = at + HOLD, delivery.attempts + 1
    Delivery.objects.bulk_update(rows, ["held_until", "attempts"])
    return rows


def deliver(delivery: Delivery) -> None:
    """Send one, or write down why not. Never raises: one bad message must not hold back the others."""
    try:
        body = body_of(delivery)
        if body is None:
            return _finish(delivery, Delivery.State.SKIPPED, f"@{delivery.endpoint.user.handle} may not see it.")
        _send(delivery, body)
    except egress.Forbidden as forbidden:
        _finish(delivery, Delivery.State.FAILED, str(forbidden))
    except egress.Unanswered as silence:
        _try_later(delivery, str(silence))
    except sealing.Unreadable:
        _finish(delivery, Delivery.State.FAILED, "Its address was sealed with a key that is gone. Enter it again.")
    except Exception as error:
        logger.exception("Delivery %s failed", delivery.pk)
        _try_later(delivery, type(error).__name__)
    return None


def body_of(delivery: Delivery) -> bytes | None:
    """The message, the same at every attempt; None when its endpoint's person may not see what it is about."""
    activity = delivery.activity
    if activity is None:
        return messages.of_test(delivery.created_at.isoformat())
    user = delivery.endpoint.user
    subject = subjects.find(activity.subject_type, activity.subject_id, visible_to=user) if user.is_active else None
    return messages.of(activity, subject) if subject is not None else None


def _send(delivery: Delivery, body: bytes) -> None:
    now, endpoint = clock.now(), delivery.endpoint
    headers = signing.headers(endpoint.secrets(now), delivery.message_id, int(now.timestamp()), body)
    answer = egress.send("POST", endpoint.url, body, headers)
    delivery.status = answer.status
    if 200 <= answer.status < 300:
        Endpoint.objects.filter(pk=endpoint.pk, failing_since__isnull=False).update(failing_since=None)
        return _finish(delivery, Delivery.State.SENT, "")
    if answer.status == GONE:
        _finish(delivery, Delivery.State.FAILED, "The receiver answered 410: it is gone.")
        workflow.pause_failing(endpoint, reason="The receiver answered 410: it is gone.")
        return None
    wait = timedelta(seconds=answer.retry_after) if answer.retry_after is not None else timedelta(0)
    return _try_later(delivery, f"The receiver answered {answer.status}", wait)


def _finish(delivery: Delivery, state: str, outcome: str) -> None:
    sent_at = clock.now() if state == Delivery.State.SENT else None
    changes = {"state": state, "outcome": outcome[:300], "held_until": None, "sent_at": sent_at}
    Delivery.objects.filter(pk=delivery.pk).update(status=delivery.status, **changes)


def _try_later(delivery: Delivery, reason: str, wait: timedelta = timedelta(0)) -> None:
    if delivery.attempts > len(PAUSES):
        _finish(delivery, Delivery.State.FAILED, f"Given up after {delivery.attempts} attempts: {reason}")
    else:
        pause = min(max(PAUSES[delivery.attempts - 1], wait), LONGEST_PAUSE)
        Delivery.objects.filter(pk=delivery.pk).update(
            status=delivery.status,
            held_until=clock.now() + pause,
            outcome=f"Attempt {delivery.attempts} failed: {reason}"[:300],
        )
    _note_failure(delivery.endpoint)


def _note_failure(endpoint: Endpoint) -> None:
    """Since when nothing has arrived; after PATIENCE it is paused."""
    Endpoint.objects.filter(pk=endpoint.pk, failing_since__isnull=True).update(failing_since=clock.now())
    failing = Endpoint.objects.filter(pk=endpoint.pk).values_list("failing_since", flat=True).first()
    if failing is not None and clock.now() - failing >= PATIENCE:
        workflow.pause_failing(endpoint, reason=f"Nothing has arrived for {PATIENCE.days} days.")
