"""The weekly list: told to each of the team once a week, whatever crashes, for its key names the week."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Team, User
from actions import week
from activity.models import Notice
from activity.notify import Telling, tell
from activity.workflow import outdate
from kit import clock


def send_lists(at: datetime | None = None) -> int:
    """Tell each team whose standup is near; answers how many lists. May run anywhere, any number of times."""
    at, told = at or clock.now(), 0
    for team in Team.objects.open().order_by("pk"):
        due_at = week.sent_at(team, at)
        if due_at is not None and due_at <= at:
            told += _send(team, due_at)
    return told


@transaction.atomic
def _send(team: Team, due_at: datetime) -> bool:
    year, number, _ = due_at.astimezone(team.zone).isocalendar()
    key = f"weekly_list:{team.pk}:{year}-{number}"
    if Notice.objects.filter(key=key).exists():
        return False
    people = list(User.objects.active().filter(memberships__team=team))
    due = {person.pk: due_at for person in people}
    told = Telling(
        "weekly_list",
        to=people,
        addresses=[team.standup_list],
        key=key,
        due_at=due,
        address_due_at=due_at,
        data={"year": year, "week": number},
    )
    outdate(told.kind, team)
    tell(told, team, by=None)
    return Notice.objects.filter(key=key).exists()
