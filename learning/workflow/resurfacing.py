"""A year later: what was learned is shown again, once, to those it concerned."""

from __future__ import annotations

from calendar import isleap
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from activity.notify import Telling, tell_many
from incidents.models import Incident
from kit import clock
from postmortems.models import Postmortem

KIND = "resurfaced"
MOST_YEARS = 5


@transaction.atomic
def resurface(at: datetime) -> int:
    """Tell of every write-up that was published on this day in an earlier year. Returns how many there are.

    The key of a notice names the write-up and the year, so that it is told once however often this runs.
    """
    tellings = []
    for years in range(1, MOST_YEARS + 1):
        for postmortem in _published_on(_remembered(at.date(), years)):
            key = f"{KIND}:{postmortem.pk}:{years}"
            tellings.append((Telling(KIND, to=_concerned(postmortem), key=key, data={"years": years}), postmortem))
    if tellings:
        tell_many(tellings)
    return len(tellings)


def _published_on(days: list[date]) -> list[Postmortem]:
    rows = Postmortem.objects.published().filter(published_at__date__in=days)
    rows = rows.filter(incident__visibility=Incident.Visibility.ORGANISATION)
    return list(rows.select_related("incident").order_by("pk"))


def _remembered(day: date, years: int) -> list[date]:
    """Which days of that year are remembered today: the 29th of February on the 28th where a year has none."""
    year = day.year - years
    found = [] if (day.month, day.day) == (2, 29) and not isleap(year) else [day.replace(year=year)]
    if (day.month, day.day) == (2, 28) and isleap(year) and not isleap(day.year):
        found.append(date(year, 2, 29))
    return found


def _concerned(postmortem: Postmortem) -> list[User]:
    teams = postmortem.incident.involved_team_ids
    on = Q(memberships__team__in=teams) | Q(leads__in=teams) | Q(manages__in=teams)
    return list(User.objects.active().filter(on, joined_at__lte=clock.now()).distinct())
