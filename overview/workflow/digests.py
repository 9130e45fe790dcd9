"""The month in review, told to each person once: the notices' key names the month, and nothing else remembers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import User
from actions import ladder
from actions.workflow.winding import workdays_of
from activity.models import Notice
from activity.notify import Telling, tell_many
from kit import clock
from kit.workdays import local_moment
from overview.digest import Month

KIND = "monthly_digest"
BATCH = 500


def send_digests(at: datetime | None = None) -> int:
    """Tell everybody in whose calendar a month has ended; answers how many people. May run anywhere, any number of
    times: what was missed is told late, of the newest month only."""
    at, told = at or clock.now(), 0
    zones = User.objects.active().values_list("time_zone", flat=True).order_by().distinct()
    for zone in sorted(zones):
        while more := _send(zone, at):
            told += more
    return told


@transaction.atomic
def _send(zone: str, at: datetime) -> int:
    """One batch of the people of a time zone; who wants it nowhere is looked at again, and told nothing."""
    people = User(time_zone=zone)
    month = Month.of(at.astimezone(people.zone).date()).plus(-1)
    begins = local_moment(month.plus(1).first_day, people.zone)
    key = f"digest:{month}"
    known = Notice.objects.filter(key=key).values("recipient")
    rows = User.objects.active().filter(time_zone=zone, joined_at__lt=begins).exclude(pk__in=known).order_by("pk")
    batch = list(rows[:BATCH])
    due = {person.pk: ladder.tell_at(begins, person.zone, workdays_of(person)) for person in batch}
    data = {"month": str(month)}
    tellings = [(Telling(KIND, to=[each], key=key, due_at={each.pk: due[each.pk]}, data=data), each) for each in batch]
    tell_many(tellings)
    now_known = Notice.objects.filter(key=key, recipient__in=due)
    return now_known.values("recipient").distinct().count() if len(batch) else 0
