from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.models import Activity
from activity.record import record
from activity.wake import wake
from kit import clock
from kit.errors import Refused
from webhooks.events import EVENTS, TEST
from webhooks.models import Delivery, Endpoint

SWEEP = "webhooks.tasks.sweep"


def owe(activity: Activity) -> None:
    """Write down that the endpoints wanting this event are to be told, in the transaction of what was done."""
    if activity.verb not in EVENTS:
        return
    rows = [
        Delivery(endpoint=endpoint, activity=activity, event=activity.verb, created_at=clock.now())
        for endpoint in Endpoint.objects.wanting(activity.verb).only("pk")
    ]
    if rows:
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        wake(SWEEP)


@transaction.atomic
def send_test(endpoint: Endpoint, *, by: User) -> Delivery:
    policy.require("webhooks.manage", by, endpoint)
    if endpoint.paused_at is not None:
        raise Refused("Resume it first: nothing is sent while it is paused.")
    delivery = Delivery.objects.create(endpoint=endpoint, event=TEST, created_at=clock.now())
    wake(SWEEP)
    return delivery


@transaction.atomic
def send_again(delivery: Delivery, *, by: User) -> Delivery:
    """Try anew what was given up, or what arrived and got lost there. Its id stays; asking twice is asking once."""
    policy.require("webhooks.manage", by, delivery.endpoint)
    delivery = Delivery.objects.select_related("endpoint").locked(delivery.pk)
    if delivery.endpoint.removed_at is not None:
        raise Refused("The webhook was removed: its address is forgotten.")
    if delivery.endpoint.paused_at is not None:
        raise Refused("Resume it first: nothing is sent while it is paused.")
    if delivery.state == Delivery.State.DUE:
        return delivery
    delivery.state, delivery.attempts, delivery.held_until = Delivery.State.DUE, 0, None
    delivery.status, delivery.outcome = None, ""
    delivery.save(update_fields=["state", "attempts", "held_until", "status", "outcome"])
    record("endpoint.sent_again", delivery.endpoint, by=by, data={"message": delivery.message_id})
    wake(SWEEP)
    return delivery
