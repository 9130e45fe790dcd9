"""The report of a quarter goes out once to each subscriber, whatever crashes: its key names the quarter."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from activity.models import Notice
from activity.notify import Telling, tell_many
from insights import periods
from insights.models import Subscription
from kit import clock

# So many days after the quarter: what was resolved on its last day has been written up by then, or is late.
DAYS_AFTER = 4
HOUR = 8
LAST_DAY = date(9000, 1, 1)


def due_at(year: int, number: int) -> datetime:
    """In UTC; on a Monday where it would be a weekend."""
    day = periods.quarter(year, number, on=LAST_DAY).end + timedelta(days=DAYS_AFTER)
    while day.weekday() > 4:
        day += periods.DAY
    return datetime(day.year, day.month, day.day, HOUR, tzinfo=UTC)


@transaction.atomic
def send_reports(at: datetime | None = None) -> int:
    """Tell all who subscribed before it was due; answers how many notices. May run anywhere, any number of times."""
    at = at or clock.now()
    year, number = periods.last_quarter(at.date())
    if at < due_at(year, number):
        return 0
    key = f"quarterly_report:{year}-{number}"
    told = Notice.objects.filter(key=key).values("recipient")
    rows = Subscription.objects.filter(since__lte=due_at(year, number), user__is_active=True).exclude(user__in=told)
    data = {"year": year, "quarter": number}
    telling = [
        (Telling("quarterly_report", to=[row.user], key=key, data=data), row) for row in rows.select_related("user")
    ]
    return tell_many(telling) if telling else 0
