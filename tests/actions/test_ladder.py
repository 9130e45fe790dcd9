from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actions import ladder
from actions.ladder import Kind, Role

BERLIN = ZoneInfo("Europe/Berlin")
APIA = ZoneInfo("Pacific/Apia")
ODD = [
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Pacific/Apia",
    "Pacific/Kwajalein",
    "Africa/Cairo",
    "America/Sao_Paulo",
]
zones = (st.sampled_from(ODD) | st.sampled_from(sorted(available_timezones()))).map(ZoneInfo)
deadlines = st.dates(date(1993, 1, 1), date(2040, 12, 31))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def everything(deadline: date, zone: ZoneInfo) -> list[tuple[ladder.Step, datetime]]:
    start = datetime(deadline.year, deadline.month, deadline.day, tzinfo=UTC)
    return ladder.steps_between(deadline, zone, start - timedelta(days=20), start + timedelta(days=70))


@pytest.mark.parametrize(
    ("days", "week"), [(-1, 0), (0, 0), (1, 1), (7, 1), (8, 2), (14, 2), (15, 3), (22, 4), (29, 5)]
)
def test_it_counts_weeks_in_started_sevens(days: int, week: int) -> None:
    deadline = date(2025, 11, 10)
    assert ladder.week_overdue(deadline, deadline + timedelta(days=days)) == week


def test_it_opens_every_rung_in_the_owners_zone() -> None:
    opened = [(step.key, opens_at) for step, opens_at in everything(date(2025, 10, 20), BERLIN)][:7]
    assert opened == [
        ("before-3", utc("2025-10-14 22:00")),
        ("due-day", utc("2025-10-19 22:00")),
        ("week-1", utc("2025-10-20 22:00")),
        ("week-2", utc("2025-10-27 23:00")),  # clocks went back on the 26th
        ("week-3", utc("2025-11-03 23:00")),
        ("week-4", utc("2025-11-10 23:00")),
        ("week-5", utc("2025-11-17 23:00")),
    ]


def test_it_names_who_hears() -> None:
    heard = {step.key: set(step.audience) for step, _ in everything(date(2025, 10, 20), BERLIN)}
    assert heard["before-3"] == heard["due-day"] == {Role.OWNER}
    assert heard["week-1"] == {Role.OWNER, Role.TECH_LEAD}
    assert heard["week-2"] == {Role.TEAM_STANDUP}
    assert heard["week-3"] == {Role.ENGINEERING_MANAGER}
    assert heard["week-4"] == heard["week-9"] == {Role.OWNER, Role.TECH_LEAD, Role.ENGINEERING_MANAGER}


@given(n=st.integers(4, 5000))
def test_it_demands_a_decision_every_week_from_the_fourth(n: int) -> None:
    step = ladder.week(n)
    assert (step.key, step.kind, step.week) == (f"week-{n}", Kind.DECISION, n)
    assert ladder.step(step.key) == step
    assert ladder.describe(n).label == f"Week {n}"


@pytest.mark.parametrize("key", ["", "week-0", "week-", "week-04", "week--1", "week-²", "before-2", "due"])
def test_it_refuses_a_key_it_never_gave(key: str) -> None:
    with pytest.raises(ValueError):
        ladder.step(key)


@given(deadline=deadlines, zone=zones)
@example(date(2011, 12, 30), APIA)  # a deadline on the day that never came
@example(date(2012, 1, 4), APIA)
@example(date(1993, 8, 21), ZoneInfo("Pacific/Kwajalein"))
def test_it_opens_each_step_later_than_the_one_before(deadline: date, zone: ZoneInfo) -> None:
    steps = everything(deadline, zone)
    assert [step.key for step, _ in steps[:4]] == ["before-3", "due-day", "week-1", "week-2"]
    assert all(a < b for (_, a), (_, b) in pairwise(steps))


@given(deadline=deadlines, zone=zones)
@example(date(2011, 12, 29), APIA)
@example(date(2011, 12, 30), APIA)
def test_it_opens_a_week_exactly_when_it_is_overdue_by_it(deadline: date, zone: ZoneInfo) -> None:
    for step, opens_at in everything(deadline, zone):
        here = opens_at.astimezone(zone).date()
        before = (opens_at - timedelta(seconds=1)).astimezone(zone).date()
        assert ladder.week_overdue(deadline, here) == step.week
        assert ladder.week_overdue(deadline, before) == max(0, step.week - 1)


@given(deadline=deadlines, zone=zones, cuts=st.lists(st.integers(0, 90 * 24 * 3600), max_size=8))
def test_it_loses_and_doubles_nothing_wherever_time_is_cut(deadline: date, zone: ZoneInfo, cuts: list[int]) -> None:
    whole = everything(deadline, zone)
    start = datetime(deadline.year, deadline.month, deadline.day, tzinfo=UTC) - timedelta(days=20)
    marks = sorted({start, start + timedelta(days=90), *(start + timedelta(seconds=cut) for cut in cuts)})
    # Cutting exactly at an opening is where an interval would count it twice or not at all.
    marks = sorted({*marks, whole[0][1], whole[2][1]})
    pieces = [ladder.steps_between(deadline, zone, since, until) for since, until in pairwise(marks)]
    assert [found for piece in pieces for found in piece] == whole


@given(deadline=deadlines, zone=zones, years=st.integers(0, 20))
def test_it_walks_from_one_opening_to_the_next(deadline: date, zone: ZoneInfo, years: int) -> None:
    at = datetime(deadline.year + years, 1, 1, tzinfo=UTC)
    walked = []
    for _ in range(6):
        step, at = ladder.next_opening(deadline, zone, at)
        walked.append((step, at))
    since = datetime(deadline.year + years, 1, 1, tzinfo=UTC)
    assert ladder.steps_between(deadline, zone, since, at) == walked


def test_it_opens_nothing_in_an_empty_interval() -> None:
    assert ladder.steps_between(date(2025, 10, 20), BERLIN, utc("2025-12-01 00:00"), utc("2025-11-01 00:00")) == []


@given(deadline=deadlines, owner=zones, recipient=zones)
def test_it_tells_in_the_recipients_working_hours(deadline: date, owner: ZoneInfo, recipient: ZoneInfo) -> None:
    told = [(step, opens_at, ladder.tell_at(opens_at, recipient)) for step, opens_at in everything(deadline, owner)]
    assert all(opens_at <= at for _, opens_at, at in told)
    assert all(at.astimezone(recipient).isoweekday() <= 5 for _, _, at in told)
    assert [at for _, _, at in told] == sorted(at for _, _, at in told)


def test_it_asks_for_a_decision_only_from_week_four() -> None:
    deadline = date(2025, 10, 1)
    assert not ladder.needs_decision(deadline, date(2025, 10, 22))
    assert ladder.needs_decision(deadline, date(2025, 10, 23))
    assert ladder.describe(0).label == "On time"
