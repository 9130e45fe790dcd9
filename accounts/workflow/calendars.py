"""Calendars of days off, and the copies of them that people and teams carry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date

from django.db import connection, models, transaction

from accounts import policy
from accounts.calendars import Calendar, DayOff, window
from accounts.holidays import MOST_DAYS, Found
from accounts.models import Membership, Team, User
from activity.record import record
from kit import clock, slugs
from kit.errors import Refused

FIRST_YEAR, LAST_YEAR = 1990, 2199


def hold() -> None:
    """Whoever may change who goes by which calendar takes this turn before any row: copies are made one at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('accounts.days_off'))")


@transaction.atomic
def create_calendar(*, by: User, name: str) -> Calendar:
    policy.require("accounts.edit_calendars", by)
    name = _named(name)
    slug = slugs.free_in(Calendar.objects.all(), name, otherwise="calendar")
    calendar = Calendar.objects.create(name=name, slug=slug)
    record("calendar.created", calendar, by=by)
    return calendar


@transaction.atomic
def rename_calendar(calendar: Calendar, *, by: User, name: str) -> Calendar:
    policy.require("accounts.edit_calendars", by)
    calendar = Calendar.objects.locked(calendar.pk)
    if (name := name.strip()) != calendar.name:
        calendar.name = _named(name)
        calendar.save(update_fields=["name"])
        record("calendar.renamed", calendar, by=by)
    return calendar


@transaction.atomic
def remove_calendar(calendar: Calendar, *, by: User) -> None:
    """Refused while a team or a person goes by it."""
    policy.require("accounts.edit_calendars", by)
    hold()
    calendar = Calendar.objects.locked(calendar.pk)
    users = [*calendar.teams.values_list("name", flat=True), *map(str, calendar.people.all())]
    if users:
        raise Refused(f"{', '.join(users[:5])}{' and others' if len(users) > 5 else ''} go by this calendar.")
    record("calendar.removed", calendar, by=by)
    calendar.delete()


@transaction.atomic
def add_day(calendar: Calendar, *, by: User, day: date, name: str, yearly: bool = False) -> DayOff:
    policy.require("accounts.edit_calendars", by)
    hold()
    calendar = Calendar.objects.locked(calendar.pk)
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(f"The day must lie between the years {FIRST_YEAR} and {LAST_YEAR}.")
    known = calendar.entries.present()
    if known.filter(day=day).exists():
        raise Refused(f"{day:%-d %B %Y} is in the calendar already.")
    _require_room(known.count() + 1)
    entry = DayOff.objects.create(calendar=calendar, day=day, name=name.strip() or "Day off", yearly=yearly)
    record("calendar.changed", calendar, by=by, data={"added": 1})
    renew_days_off(cause=calendar)
    return entry


@transaction.atomic
def import_days(calendar: Calendar, *, by: User, days: Iterable[Found]) -> int:
    """Add what is not there yet; answers how many days."""
    policy.require("accounts.edit_calendars", by)
    hold()
    calendar = Calendar.objects.locked(calendar.pk)
    known = set(calendar.entries.present().values_list("day", flat=True))
    new = [each for each in days if each.day not in known]
    _require_room(len(known) + len(new))
    DayOff.objects.bulk_create(
        DayOff(calendar=calendar, day=each.day, name=each.name, yearly=each.yearly) for each in new
    )
    if new:
        record("calendar.changed", calendar, by=by, data={"added": len(new)})
        renew_days_off(cause=calendar)
    return len(new)


@transaction.atomic
def remove_day(entry: DayOff, *, by: User, removed: bool = True) -> None:
    """Take a day out, or with `removed=False` put it back."""
    policy.require("accounts.edit_calendars", by)
    hold()
    calendar = Calendar.objects.locked(entry.calendar_id)
    entry = DayOff.objects.get(pk=entry.pk)
    if not removed and calendar.entries.present().filter(day=entry.day).exists():
        raise Refused(f"{entry.day:%-d %B %Y} is in the calendar already.")
    entry.removed_at = clock.now() if removed else None
    entry.save(update_fields=["removed_at"])
    record("calendar.changed", calendar, by=by, data={"removed" if removed else "added": 1})
    renew_days_off(cause=calendar)


@transaction.atomic
def renew_days_off(*, cause: models.Model | None = None) -> int:
    """Bring all copies in step with the calendars and with who goes by which; answers how many changed.

    People go by the calendar they chose, else by that of the first of their teams, by name, that has one. `cause` is
    what was changed; without it, as each day, only the years move on.
    """
    hold()
    first, last = window(clock.now().astimezone(UTC).date())
    days: dict[int, set[date]] = defaultdict(set)
    for entry in DayOff.objects.present():
        days[entry.calendar_id].update(entry.days(first, last))
    teams = list(Team.objects.order_by("pk"))
    rows = Membership.objects.filter(team__calendar__isnull=False, team__archived_at__isnull=True)
    of_team: dict[int, int] = {}
    for user_id, calendar_id in rows.order_by("team__name").values_list("user", "team__calendar"):
        of_team.setdefault(user_id, calendar_id)
    people = list(User.objects.order_by("pk"))
    moved = _keep(teams, {team.pk: days[team.calendar_id or 0] for team in teams}, Team)
    changed = _keep(people, {each.pk: days[each.calendar_id or of_team.get(each.pk, 0)] for each in people}, User)
    if changed:
        record("calendar.applied", cause or changed[0], by=None, data={"people": [person.pk for person in changed]})
    return len(changed) + len(moved)


def _keep(rows: list, days: dict[int, set[date]], model: type[models.Model]) -> list:  # type: ignore[type-arg]
    changed = [row for row in rows if set(row.days_off) != days[row.pk]]
    for row in changed:
        row.days_off = sorted(days[row.pk])
        model._default_manager.filter(pk=row.pk).update(days_off=row.days_off)
    return changed


def _named(name: str) -> str:
    name = name.strip()
    if not name:
        raise Refused("Give the calendar a name, such as that of a country.")
    if Calendar.objects.filter(name__iexact=name).exists():
        raise Refused(f"There is a calendar called {name} already.")
    return name


def _require_room(count: int) -> None:
    if count > MOST_DAYS:
        raise Refused(f"A calendar holds up to {MOST_DAYS} days.")
