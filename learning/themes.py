"""Incidents that share something: a failure mode, a cause, a service, a tag, or what somebody saw in them.

Everything is counted among what the reader may see, so that a count tells of nothing hidden.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.urls import reverse

from accounts.models import User
from actions.models import Action
from incidents.models import Incident, Service, Tag
from incidents.querysets import visible_if
from kit import clock
from learning.models import Theme
from postmortems.models import Postmortem

MONTHS = 12
# Fewer are not a theme yet.
LEAST = 2
MOST, MOST_LISTED = 40, 50
OWN, TAG, SERVICE = "own", "tag", "service"


@dataclass(frozen=True)
class Line:
    kind: str
    name: str
    href: str
    count: int


@dataclass(frozen=True)
class Month:
    """`share` is of the fullest month, in whole per cents."""

    begins: date
    count: int
    share: int

    @property
    def top(self) -> int:
        return 100 - self.share


def subject_of(user: User, kind: str, key: str) -> Any:
    """The tag, service or theme of an address; None when there is none."""
    if kind == TAG:
        tag = Tag.objects.visible_to(user).filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
        return tag.merged_into or tag if tag else None
    model: Any = {SERVICE: Service, OWN: Theme}.get(kind)
    return model.objects.visible_to(user).filter(slug=key).first() if model else None


def incidents_of(user: User, subject: Any) -> Any:
    rows = Incident.objects.visible_to(user)
    if isinstance(subject, Theme):
        return rows.filter(pk__in=subject.incidents.values("pk"))
    return rows.filter(services=subject) if isinstance(subject, Service) else rows.filter(tags=subject)


def months(rows: Any, *, at: datetime) -> list[Month]:
    """The last twelve months, oldest first, those without one too."""
    first = _months_before(at.date().replace(day=1), MONTHS - 1)
    counted = rows.filter(started_at__date__gte=first).annotate(month=TruncMonth("started_at")).order_by()
    counted = counted.values("month").annotate(n=Count("pk", distinct=True))
    found = {each["month"].date(): each["n"] for each in counted}
    begins = [_months_before(at.date().replace(day=1), back) for back in range(MONTHS - 1, -1, -1)]
    most = max([found.get(day, 0) for day in begins] + [1])
    return [Month(day, found.get(day, 0), round(100 * found.get(day, 0) / most)) for day in begins]


def trend(rows: list[Month]) -> str:
    """The last half year against the one before, in words; nothing is concluded from a handful."""
    before, after = (sum(month.count for month in half) for half in (rows[:6], rows[6:]))
    if before + after < 6:
        return "Too few in a year to speak of a trend."
    if after == before:
        return f"As many in the last six months as in the six before: {after}."
    return f"{after} in the last six months, {'more' if after > before else 'fewer'} than the {before} before."


def overview(user: User) -> list[Line]:
    """What at least LEAST incidents of two years share, the commonest first; before them what was made by hand."""
    recent = Incident.objects.visible_to(user).filter(started_at__gte=_year_ago(2))
    lines = []
    tags = Incident.tags.through.objects.filter(incident__in=recent.values("pk"))
    counted = Counter(dict(tags.values_list("tag").annotate(n=Count("pk")).order_by()))
    for tag in Tag.objects.visible_to(user).filter(pk__in=[key for key, n in counted.items() if n >= LEAST]):
        address = reverse("learning:theme", args=[TAG, tag.pk])
        lines.append(Line(tag.get_kind_display(), tag.name, address, counted[tag.pk]))
    services = recent.counted_by_service()
    for service in Service.objects.visible_to(user).filter(pk__in=[key for key, n in services.items() if n >= LEAST]):
        lines.append(
            Line("Service", service.name, reverse("learning:theme", args=[SERVICE, service.slug]), services[service.pk])
        )
    lines.sort(key=lambda line: (-line.count, line.name))
    return _own(user) + lines[:MOST]


def _own(user: User) -> list[Line]:
    """Those made by hand, by name."""
    rows = list(Theme.objects.visible_to(user).kept().order_by("name")[:MOST])
    seen = Theme.incidents.through.objects.filter(visible_if(user, "incident__"), theme__in=rows)
    counted = dict(seen.values_list("theme").annotate(n=Count("pk")).order_by())
    return [Line("Made by hand", row.name, row.get_absolute_url(), counted.get(row.pk, 0)) for row in rows]


def actions_of(user: User, rows: Any) -> dict[str, int]:
    """State → how many actions of these incidents; `late` are counted among the open ones, too."""
    today = clock.today(user.zone)
    found = Action.objects.visible_to(user).filter(incident__in=rows.values("pk"))
    late = Q(due_on__lt=today, state__in=["todo", "in_progress"], clock_started_at__isnull=False)
    return found.aggregate(
        open=Count("pk", filter=Q(state__in=["todo", "in_progress"])),
        late=Count("pk", filter=late),
        done=Count("pk", filter=Q(state="done")),
        dropped=Count("pk", filter=Q(state="dropped")),
    )


def write_ups_of(user: User, rows: Any) -> list[Postmortem]:
    found = Postmortem.objects.visible_to(user).published().filter(incident__in=rows.values("pk"))
    return list(found.select_related("incident").order_by("-published_at", "-pk")[:MOST_LISTED])


def _months_before(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 - months
    return date(place // 12, place % 12 + 1, 1)


def _year_ago(years: int) -> datetime:
    now = clock.now()
    return now.replace(year=now.year - years, day=min(now.day, 28))
