"""A storm of alerts opens as many incidents as its source may in an hour; what comes beyond is kept and opens none."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from accounts import policy
from accounts.models import User
from accounts.roles import OrganisationRole
from activity.notify import Telling
from activity.record import record
from kit import clock
from signals.models import Delivery, HeldBack, Opening, Signal, Source

WINDOW = timedelta(hours=1)


def is_over(source: Source) -> bool:
    opened = Opening.objects.filter(source=source, is_own=True, at__gt=clock.now() - WINDOW)
    return opened.order_by()[: source.per_hour].count() >= source.per_hour


def hold_back(source: Source, key: str, first: Signal) -> str:
    """Answers what became of it. Administrators are told once a storm, not once an alert."""
    is_new = not HeldBack.objects.filter(source=source, at__gt=clock.now() - WINDOW).exists()
    HeldBack.objects.get_or_create(signal=first, defaults={"source": source, "key": key})
    if is_new:
        administrators = User.objects.active().filter(role=OrganisationRole.ADMINISTRATOR)
        telling = Telling("source_held_back", to=administrators, data={"most": source.per_hour})
        record("source.held_back", source, by=None, data={"most": source.per_hour}, notify=[telling])
    return f"Kept, but it opened nothing: this source had opened {source.per_hour:,} within the hour."


@transaction.atomic
def let_through(source: Source, *, by: User) -> int:
    """Have the rule look once more at what a storm held back, as many again as it may open. Answers how many alerts."""
    policy.require("signals.manage_sources", by)
    source = Source.objects.locked(source.pk)
    rows = HeldBack.objects.filter(source=source)
    deliveries = list(rows.values_list("signal__delivery", flat=True).distinct())
    count, _ = rows.delete()
    if count:
        Delivery.objects.whole().filter(pk__in=deliveries).update(state=Delivery.State.WAITING, reason="")
        record("source.let_through", source, by=by, data={"alerts": count})
    return int(count)
