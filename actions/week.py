"""A team's week: what is overdue and whose turn it is, what comes due, what is quiet, what was done."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from accounts.models import Team, User
from actions import ladder
from actions.models import Action
from actions.querysets import ActionQuerySet
from kit import clock
from kit.workdays import local_moment

MOST = 40
AHEAD = timedelta(days=7)
BEFORE = timedelta(hours=1)


@dataclass(frozen=True)
class Late:
    action: Action
    week: int
    is_snoozed: bool

    @property
    def rung(self) -> ladder.Rung:
        return ladder.describe(self.week)


class Week:
    """As `reader` may see it; a mailing list, which is nobody, sees what is open to everybody."""

    def __init__(self, team: Team, reader: User | None, on: date | None = None) -> None:
        self.team, self.reader = team, reader
        self.today = on or clock.today(team.zone)

    @cached_property
    def late(self) -> list[Late]:
        """The second week first, which is the standup's own; then the later ones, then the first."""
        rows = self._rows().overdue(on=self.today).order_by("due_on", "pk")[:MOST]
        late = [self._late(action) for action in rows]
        return sorted(late, key=lambda each: (each.week != 2, -each.week))

    @property
    def of_standup(self) -> list[Late]:
        return [each for each in self.late if each.week == 2]

    @property
    def others(self) -> list[Late]:
        return [each for each in self.late if each.week != 2]

    @cached_property
    def coming(self) -> list[Action]:
        rows = self._rows().running().filter(due_on__gte=self.today, due_on__lt=self.today + AHEAD)
        return list(rows.order_by("due_on", "pk")[:MOST])

    @cached_property
    def done(self) -> list[Action]:
        rows = self._rows().closed().filter(closed_at__gte=clock.now() - AHEAD)
        return list(rows.order_by("-closed_at")[:MOST])

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.coming or self.done)

    def _rows(self) -> ActionQuerySet:
        rows = Action.objects.visible_to(self.reader) if self.reader else Action.objects.open_to_all()
        return rows.filter(team=self.team).select_related("owner", "incident")

    def _late(self, action: Action) -> Late:
        assert action.due_on is not None
        return Late(action, ladder.week_overdue(action.due_on, self.today), action.is_snoozed(self.today))


@dataclass(frozen=True)
class Escalated:
    """What reached the third week and later in one team, with the newest words about each."""

    team: Team
    late: list[Late]


def escalated(reader: User) -> list[Escalated]:
    """By team, of the teams this person manages or leads; whoever has none sees all."""
    today = clock.today(reader.zone)
    rows = Action.objects.visible_to(reader).overdue(on=today - 2 * AHEAD).select_related("owner", "incident", "team")
    mine = reader.managed_team_ids | reader.led_team_ids
    rows = rows.filter(team__in=mine) if mine else rows.filter(team__isnull=False)
    by_team: dict[Team, list[Late]] = defaultdict(list)
    for action in rows.order_by("due_on", "pk")[: 5 * MOST]:
        assert action.due_on is not None
        late = Late(action, ladder.week_overdue(action.due_on, today), action.is_snoozed(today))
        by_team[action.team].append(late)
    return [Escalated(team, by_team[team]) for team in sorted(by_team, key=lambda team: team.name)]


def standup_on(team: Team, day: date) -> date | None:
    """The day of its standup in the week of `day`. Where that is a day off: the next working day of that week, else
    the one before; None in a week without any."""
    monday = day - timedelta(days=day.isoweekday() - 1)
    usual = monday + timedelta(days=team.standup_day - 1)
    if usual not in team.working.holidays:
        return usual
    week = [monday + timedelta(days=n) for n in range(7)]
    return next((each for each in [*week[team.standup_day :], *week[::-1]] if each in team.working), None)


def sent_at(team: Team, at: datetime) -> datetime | None:
    """When today's list leaves: an hour before the standup; None on days without one, and when that day is over."""
    day = at.astimezone(team.zone).date()
    if day != standup_on(team, day):
        return None
    standup = datetime.combine(day, team.standup_at, team.zone)
    return max(standup - BEFORE, local_moment(day, team.zone))
