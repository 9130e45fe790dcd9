"""Actions with deadlines in the past, and who must hear what of them: worked out here day by day, not by the ladder."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from actions import workflow as actions
from kit import clock
from tests.cast import Cast
from tests.chaos.installation import Site

DAY = timedelta(days=1)
# So many days after the deadline the last step opened four days ago and the next is three days away: whatever the
# hour and the weekday at which these tests run, the last one has been told and no other comes due meanwhile.
DAYS_LATE = (5, 12, 19, 26, 33)
ZONES = {"alice": "America/New_York", "bob": "Europe/Berlin", "carol": "Pacific/Auckland", "erin": "Asia/Kolkata"}
STANDUP = "payments-standup@acme.example"
PAYMENTS_ZONE = "Europe/London"

# (number of the action, step, handle or address, channel, when it is told)
Told = tuple[int, str, str, str, datetime]


@dataclass(frozen=True)
class Promise:
    number: int
    owner: str
    due_on: date
    promised_at: datetime


@dataclass
class Promises:
    """What was promised so far. Payments: alice leads, erin manages, bob and carol. Search: mallory is all of it."""

    site: Site
    cast: Cast
    rng: random.Random
    made: list[Promise] = field(default_factory=list)

    def make(self, count: int = 3) -> None:
        """Promise so many changes, long ago: all their steps up to today are due at once."""
        for _ in range(count):
            handle = self.rng.choice(["alice", "bob", "mallory"])
            due_on = datetime.now(UTC).date() - self.rng.choice(DAYS_LATE) * DAY
            promised_at = datetime.combine(due_on, time(10), UTC) - self.rng.randint(8, 30) * DAY
            team = self.cast.search if handle == "mallory" else self.cast.payments
            owner = getattr(self.cast, handle)
            with self.site.database(), clock.at(promised_at):
                action = actions.create(
                    by=self.cast.root, title=f"Alert number {len(self.made)}", owner=owner, team=team, due_on=due_on
                )
            self.made.append(Promise(action.number, handle, due_on, promised_at))

    def expected(self) -> Counter[Told]:
        return Counter(told for promise in self.made for told in owed(promise))

    def steps(self) -> int:
        return sum(len(list(steps(promise))) for promise in self.made)


def owed(promise: Promise) -> Iterator[Told]:
    for step, opened_at in steps(promise):
        for who, zone in audience(promise.owner, step):
            channels = ("inbox",) if step == "week-2" else ("inbox", "email")
            for channel in ("email",) if "@" in who else channels:
                yield promise.number, step, who, channel, nine_o_clock(opened_at, ZoneInfo(zone))


def steps(promise: Promise) -> Iterator[tuple[str, datetime]]:
    """Each step that has opened, on the owner's calendar, since the promise was made."""
    zone = ZoneInfo(ZONES.get(promise.owner, "UTC"))
    day = promise.promised_at.date() - DAY
    while (opens_at := datetime.combine(day, time(), zone)) <= datetime.now(UTC):
        if (step := step_of(day, promise.due_on)) and opens_at > promise.promised_at:
            yield step, opens_at.astimezone(UTC)
        day += DAY


def step_of(day: date, due_on: date) -> str:
    """The step that opens on this day, or nothing."""
    late = (day - due_on).days
    if late > 0:
        return f"week-{late // 7 + 1}" if late % 7 == 1 else ""
    if late == 0:
        return "due-day"
    left = [each for n in range(-late) if (each := day + n * DAY).isoweekday() <= 5]
    return "before-3" if len(left) == 3 and day in left else ""


def audience(owner: str, step: str) -> list[tuple[str, str]]:
    """Who hears of it, each once, with the zone whose working hours count."""
    if step == "week-2" and owner != "mallory":
        return [(who, ZONES[who]) for who in ("alice", "bob", "carol")] + [(STANDUP, PAYMENTS_ZONE)]
    lead, manager = ("mallory", "mallory") if owner == "mallory" else ("alice", "erin")
    hear = {"before-3": [owner], "due-day": [owner], "week-1": [owner, lead], "week-2": [owner], "week-3": [manager]}
    people = hear.get(step, [owner, lead, manager])
    return [(who, ZONES.get(who, "UTC")) for who in dict.fromkeys(people)]


def nine_o_clock(opened_at: datetime, zone: ZoneInfo) -> datetime:
    """Nine in the morning of the first working day there that is not over by then."""
    day = opened_at.astimezone(zone).date()
    while day.isoweekday() > 5 or datetime.combine(day, time(9), zone) < opened_at:
        day += DAY
    return datetime.combine(day, time(9), zone).astimezone(UTC)
