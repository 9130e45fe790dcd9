"""The follow-through of an overdue action: which step opens when, who hears of it, what is asked.

Nothing here reads a clock. A step opens at a moment of the owner's calendar and is told in the recipient's
working hours.
Deadlines are expected between the years 1900 and 9900; whoever accepts one must refuse the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kit.workdays import (
    DAY,
    MONDAY_TO_FRIDAY,
    Workdays,
    day_exists,
    local_moment,
    minus_working_days,
    next_working_moment,
)

REMINDER_WORKING_DAYS = 3
DECISION_WEEK = 4


class Role(StrEnum):
    OWNER = "owner"
    TECH_LEAD = "tech_lead"
    TEAM_STANDUP = "team_standup"
    ENGINEERING_MANAGER = "engineering_manager"


class Kind(StrEnum):
    REMINDER = "reminder"
    FOLLOW_UP = "follow_up"
    STANDUP = "standup"
    ESCALATION = "escalation"
    DECISION = "decision"


@dataclass(frozen=True)
class Step:
    """One rung. `week` is 0 for the reminders before the deadline has passed."""

    key: str
    kind: Kind
    audience: tuple[Role, ...]
    week: int = 0


@dataclass(frozen=True)
class Rung:
    """What the pages say about one overdue week."""

    label: str
    holder: str
    ask: str


BEFORE = Step("before-3", Kind.REMINDER, (Role.OWNER,))
DUE_DAY = Step("due-day", Kind.REMINDER, (Role.OWNER,))
_WEEKS = (
    Step("week-1", Kind.FOLLOW_UP, (Role.OWNER, Role.TECH_LEAD), 1),
    Step("week-2", Kind.STANDUP, (Role.TEAM_STANDUP,), 2),
    Step("week-3", Kind.ESCALATION, (Role.ENGINEERING_MANAGER,), 3),
)
_RUNGS = (
    Rung("On time", "Owner", "Nothing yet: the owner is reminded before the deadline and on the day."),
    Rung("Week 1", "Owner and tech lead", "Is it blocked, does it need help, or is something else more important?"),
    Rung("Week 2", "Team standup", "Raised with the whole team: who can help?"),
    Rung("Week 3", "Engineering manager", "Is it a question of people and time, or of priority?"),
)
_DECISION_ASK = "Decide: complete it, give it a new date with a reason, or drop it with a rationale."


def week(n: int) -> Step:
    """The step of the n-th overdue week, n from 1 up without end."""
    if n < 1:
        raise ValueError("Overdue weeks count from 1.")
    if n < DECISION_WEEK:
        return _WEEKS[n - 1]
    return Step(f"week-{n}", Kind.DECISION, (Role.OWNER, Role.TECH_LEAD, Role.ENGINEERING_MANAGER), n)


def step(key: str) -> Step:
    """The step a stored key names. Raises ValueError for anything else."""
    for reminder in (BEFORE, DUE_DAY):
        if key == reminder.key:
            return reminder
    head, _, number = key.partition("-")
    if head == "week" and number.isdecimal() and number == str(int(number)):
        return week(int(number))
    raise ValueError(f"No step of the ladder is called “{key}”.")


def week_overdue(deadline: date, on: date) -> int:
    """Calendar days past the deadline, in sevens, rounded up; 0 on the deadline and before."""
    return max(0, -(-(on - deadline).days // 7))


def needs_decision(deadline: date, on: date) -> bool:
    return week_overdue(deadline, on) >= DECISION_WEEK


def describe(week: int) -> Rung:
    if week < DECISION_WEEK:
        return _RUNGS[max(week, 0)]
    return Rung(f"Week {week}", "Owner, tech lead and engineering manager", _DECISION_ASK)


def opening(step: Step, deadline: date, zone: ZoneInfo, workdays: Workdays = MONDAY_TO_FRIDAY) -> datetime:
    """The moment, in UTC, at which the step opens on the owner's calendar: always the start of a day there."""
    if step.week:
        return local_moment(deadline + timedelta(days=7 * (step.week - 1) + 1), zone)
    day = deadline if step == DUE_DAY else minus_working_days(deadline, REMINDER_WORKING_DAYS, workdays)
    # Across the date line a day may be missing: its reminder comes the day before, but an overdue week never early.
    while not day_exists(day, zone):
        day -= DAY
    return local_moment(day, zone)


def steps_between(
    deadline: date, zone: ZoneInfo, since: datetime, until: datetime, workdays: Workdays = MONDAY_TO_FRIDAY
) -> list[tuple[Step, datetime]]:
    """The steps that open after `since` and not after `until`, earliest first, each with its opening."""
    found = []
    for each, opens_at in _openings(deadline, zone, since, workdays):
        if opens_at > until:
            break
        found.append((each, opens_at))
    return found


def next_opening(
    deadline: date, zone: ZoneInfo, after: datetime, workdays: Workdays = MONDAY_TO_FRIDAY
) -> tuple[Step, datetime]:
    """The first step that opens later than `after`. There always is one: from week 4 the ladder repeats."""
    return next(_openings(deadline, zone, after, workdays))


def tell_at(opens_at: datetime, recipient_zone: ZoneInfo, workdays: Workdays = MONDAY_TO_FRIDAY) -> datetime:
    """09:00 of the recipient's next working day, the day of the opening included if it is not past nine there."""
    return next_working_moment(opens_at, recipient_zone, 9, workdays)


def _openings(deadline: date, zone: ZoneInfo, after: datetime, workdays: Workdays) -> Iterator[tuple[Step, datetime]]:
    """Every step that opens later than `after`, in order, without end."""
    # Start a week early: the date `after` falls on is the owner's, and theirs may have jumped.
    n = max(1, week_overdue(deadline, after.astimezone(zone).date()) - 1)
    first = [BEFORE, DUE_DAY] if n == 1 else []
    for each in first:
        opens_at = opening(each, deadline, zone, workdays)
        if opens_at > after:
            yield each, opens_at
    while True:
        opens_at = opening(week(n), deadline, zone, workdays)
        if opens_at > after:
            yield week(n), opens_at
        n += 1
