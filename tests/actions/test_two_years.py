"""Two years of 200 actions over five time zones: changes of clocks, odd weeks, holidays and a clock that jumps.

What must be told, and when, is worked out here day by day; the ladder and the sweeper only get the ticks.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts import workflow as accounts
from accounts.holidays import Found
from accounts.models import Team, User
from actions import workflow
from actions.models import Action
from activity import delivery
from activity.models import AuditFinding, Notice, Preference
from activity.workflow import audit
from kit import clock
from tests.cast import Cast

START, DAYS, TICK = datetime(2024, 11, 4, tzinfo=UTC), 731, timedelta(hours=8)
DAY = timedelta(days=1)
ZONES = {
    "alice": "America/New_York",
    "bob": "Europe/Berlin",
    "erin": "Asia/Kolkata",
    "lena": "Pacific/Auckland",
    "mallory": "Australia/Lord_Howe",
}
WORKDAYS = {"erin": [7, 1, 2, 3, 4], "lena": [1, 2, 3]}
# The calendars of days off: (month, day) of every year, or one day alone. Bob and Alice go by their team's.
YEARLY = {"team": [(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)], "erin": [(1, 26), (8, 15), (10, 2)], "lena": [(2, 6)]}
ALONE = {"team": [date(2025, 4, 18), date(2025, 4, 21), date(2026, 4, 3)], "erin": [date(2025, 3, 14)]}
CALENDAR_OF = {"alice": "team", "bob": "team", "erin": "erin", "lena": "lena"}
# After how many ticks nothing runs for a while, and how often the clock then goes back by half a day.
OUTAGES, LEAPS = {300: 9, 1100: 20}, {600, 1700}


@dataclass
class Epoch:
    """One deadline of one action: from when its steps count, and when it ended by moving or closing."""

    action: Action
    owner: str
    due_on: date
    since: datetime
    moved: int
    until: datetime | None = None
    expected: set[tuple[str, str, datetime]] = field(default_factory=set)


def local(day: date, handle: str, hour: int = 0) -> datetime:
    return datetime.combine(day, time(hour), ZoneInfo(ZONES[handle])).astimezone(UTC)


def works(day: date, handle: str) -> bool:
    own = CALENDAR_OF.get(handle, "")
    is_off = (day.month, day.day) in YEARLY.get(own, []) or day in ALONE.get(own, [])
    return day.isoweekday() in WORKDAYS.get(handle, [1, 2, 3, 4, 5]) and not is_off


def told_at(opens_at: datetime, handle: str) -> datetime:
    day = opens_at.astimezone(ZoneInfo(ZONES[handle])).date()
    while not works(day, handle) or local(day, handle, 9) < opens_at:
        day += DAY
    return local(day, handle, 9)


def step_of(day: date, epoch: Epoch) -> str:
    late = (day - epoch.due_on).days
    if late > 0:
        return f"week-{late // 7 + 1}" if late % 7 == 1 else ""
    if late == 0:
        return "due-day"
    left = [each for n in range(-late) if works(each := day + n * DAY, epoch.owner)]
    return "before-3" if len(left) == 3 and works(day, epoch.owner) else ""


def audience(step: str, owner: str) -> list[str]:
    lead, manager = ("mallory", "mallory") if owner == "mallory" else ("alice", "erin")
    team = ["mallory"] if owner == "mallory" else ["alice", "bob"]
    known = {"before-3": [owner], "due-day": [owner], "week-1": [owner, lead], "week-2": team, "week-3": [manager]}
    return list(dict.fromkeys(known.get(step, [owner, lead, manager])))


def owed(epoch: Epoch, end: datetime) -> Iterator[tuple[str, str, datetime]]:
    """(step, handle, when it is told) of all that opened while the deadline stood."""
    day = epoch.since.date() - 2 * DAY
    until = epoch.until or end
    while (opens_at := local(day, epoch.owner)) <= until:
        if opens_at > epoch.since and (step := step_of(day, epoch)):
            for handle in audience(step, epoch.owner):
                yield step, handle, told_at(opens_at, handle)
        day += DAY


def keep_calendars(cast: Cast) -> None:
    """By the verbs: one that the team chose, and two that people chose for themselves."""
    with clock.at(START):
        for name in YEARLY:
            calendar = accounts.create_calendar(by=cast.root, name=name)
            days = [Found(date(2000, month, day), "Yearly", yearly=True) for month, day in YEARLY[name]]
            days += [Found(day, "Alone") for day in ALONE.get(name, [])]
            accounts.import_days(calendar, by=cast.root, days=days)
            if name == "team":
                team = cast.payments
                accounts.edit_team(team, by=cast.root, version=team.version, calendar=calendar)
            else:
                accounts.edit_profile(getattr(cast, name), by=getattr(cast, name), calendar=calendar)


class Years:
    def __init__(self, cast: Cast) -> None:
        self.cast, self.rng = cast, random.Random(20_241_104)
        self.epochs: list[Epoch] = []
        self.standing: list[Epoch] = []
        self.gaps: list[tuple[datetime, datetime]] = []

    def promise(self) -> None:
        owner = self.rng.choice(list(ZONES))
        team = self.cast.search if owner == "mallory" else self.cast.payments
        due_on = clock.now().date() + timedelta(days=self.rng.randint(2, 60))
        person = getattr(self.cast, owner)
        action = workflow.create(by=self.cast.root, title="Alert", owner=person, team=team, due_on=due_on)
        self.begin(Epoch(action, owner, due_on, clock.now(), 0))

    def begin(self, epoch: Epoch) -> None:
        self.epochs.append(epoch)
        self.standing.append(epoch)

    def settle(self) -> None:
        """Now and then a deadline moves or an action ends; the later it is, the likelier."""
        for epoch in list(self.standing):
            late = (clock.now().date() - epoch.due_on).days
            if self.rng.random() > (0.06 if late > 0 else 0.001):
                continue
            epoch.until = clock.now()
            self.standing.remove(epoch)
            if self.rng.random() < 0.4:
                due_on = clock.now().date() + timedelta(days=self.rng.randint(3, 40))
                workflow.reprioritise(epoch.action, by=self.cast.root, due_on=due_on, reason="It waits.")
                self.begin(Epoch(epoch.action, epoch.owner, due_on, clock.now(), epoch.moved + 1))
            else:
                workflow.complete(epoch.action, by=self.cast.root, evidence="Live.")

    def live(self) -> datetime:
        at, ticks = START, DAYS * 24 // 8
        for n in range(ticks):
            at += TICK
            if n in OUTAGES:
                self.gaps.append((at, at + OUTAGES[n] * TICK))
                at += OUTAGES[n] * TICK
            with clock.at(at):
                workflow.open_steps()
                delivery.sweep()
                if n % 3 == 0:
                    self.settle()
                if n % (ticks // 230) == 0 and len({epoch.action.pk for epoch in self.epochs}) < 200:
                    self.promise()
            if n in LEAPS:
                with clock.at(at - timedelta(hours=12)):
                    workflow.open_steps()
                    delivery.sweep()
        return at

    def latest(self, due_at: datetime) -> datetime:
        """The first tick at or after it."""
        inside = [end for start, end in self.gaps if start - TICK <= due_at <= end]
        return max([due_at + TICK, *inside])


def test_it_tells_every_step_once_none_early_and_none_later_than_one_sweep(cast: Cast) -> None:
    for handle, zone in ZONES.items():
        User.objects.filter(handle=handle).update(time_zone=zone, workdays=WORKDAYS.get(handle, [1, 2, 3, 4, 5]))
    keep_calendars(cast)
    for handle in ZONES:
        setattr(cast, handle, User.objects.get(handle=handle))
    Team.objects.update(standup_list="")
    cast.carol.memberships.all().delete()
    ladder = [(kind, "email") for kind in ("ladder_reminder", "ladder_overdue", "ladder_decision")]
    others = [(kind, channel) for kind in ("action_assigned", "action_closed") for channel in ("inbox", "email")]
    Preference.objects.bulk_create(
        Preference(user=user, kind=kind, channel=channel, wanted=False)
        for user in User.objects.all()
        for kind, channel in ladder + others
    )
    years = Years(cast)
    end = years.live()
    names = dict(User.objects.values_list("pk", "handle"))
    told: dict[tuple[int, str, int], dict[tuple[str, str], Notice]] = {}
    for notice in Notice.objects.filter(key__startswith="ladder:"):
        deadline = (notice.subject_id, notice.data["due_on"], notice.data["moved"])
        heard = told.setdefault(deadline, {})
        assert (notice.data["step"], names[notice.recipient_id]) not in heard
        heard[notice.data["step"], names[notice.recipient_id]] = notice
    sent = 0
    for epoch in years.epochs:
        heard = told.pop((epoch.action.pk, epoch.due_on.isoformat(), epoch.moved), {})
        expected = {(step, who): due_at for step, who, due_at in owed(epoch, end)}
        assert {key: notice.due_at for key, notice in heard.items()} == expected
        for notice in heard.values():
            if notice.state == "sent":
                sent += 1
                assert notice.sent_at is not None
                assert notice.due_at <= notice.sent_at <= years.latest(notice.due_at)
            elif notice.state == "skipped":
                assert epoch.until is not None and epoch.until <= years.latest(notice.due_at)
            else:
                assert notice.due_at > end - TICK
    assert not told and Action.objects.count() == 200 and sent > 1_000
    with clock.at(end):
        assert audit() == [] and not AuditFinding.objects.exists()
