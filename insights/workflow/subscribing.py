from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from activity.record import record
from insights.models import Subscription


@transaction.atomic
def subscribe(*, by: User) -> Subscription:
    policy.require("insights.subscribe", by)
    subscription, is_new = Subscription.objects.get_or_create(user=by)
    if is_new:
        record("subscription.made", subscription, by=by)
    return subscription


@transaction.atomic
def unsubscribe(*, by: User) -> None:
    """A report that waits to be sent is not: its subject is gone."""
    policy.require("insights.subscribe", by)
    subscription = Subscription.objects.filter(user=by).select_for_update().first()
    if subscription is not None:
        record("subscription.ended", subscription, by=by)
        subscription.delete()
