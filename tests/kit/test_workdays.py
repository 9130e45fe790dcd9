from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.workdays import (
    MONDAY_TO_FRIDAY,
    Workdays,
    add_working_days,
    day_exists,
    local_moment,
    minus_working_days,
    next_working_moment,
)

ZONES = sorted(available_timezones())
ODD = ["Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu"]
zones = (st.sampled_from(ODD) | st.sampled_from(ZONES)).map(ZoneInfo)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2060, 12, 31)).map(lambda naive: naive.replace(tzinfo=UTC))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_it_counts_back_over_a_weekend() -> None:
    assert minus_working_days(date(2025, 11, 11), 3) == date(2025, 11, 6)
    assert minus_working_days(date(2025, 11, 15), 3) == date(2025, 11, 12)


def test_it_counts_forward_over_a_weekend() -> None:
    assert add_working_days(date(2025, 11, 6), 3) == date(2025, 11, 11)


def test_it_does_not_count_holidays() -> None:
    calendar = Workdays(holidays=frozenset({date(2025, 12, 25), date(2025, 12, 26)}))
    assert minus_working_days(date(2025, 12, 29), 3, calendar) == date(2025, 12, 22)


def test_it_keeps_another_week() -> None:
    sunday_to_thursday = Workdays(weekdays=frozenset({7, 1, 2, 3, 4}))
    assert add_working_days(date(2025, 11, 13), 1, sunday_to_thursday) == date(2025, 11, 16)


@pytest.mark.parametrize("weekdays", [frozenset[int](), frozenset({0, 1}), frozenset({8})])
def test_it_refuses_a_week_without_work(weekdays: frozenset[int]) -> None:
    with pytest.raises(ValueError, match="weekday"):
        Workdays(weekdays=weekdays)


def test_it_refuses_to_count_below_zero() -> None:
    with pytest.raises(ValueError, match="from 0"):
        minus_working_days(date(2025, 11, 11), -1)


@pytest.mark.parametrize(
    ("at", "zone", "told"),
    [
        ("2025-11-10 08:59", "UTC", "2025-11-10 09:00"),
        ("2025-11-10 09:00", "UTC", "2025-11-10 09:00"),
        ("2025-11-10 09:01", "UTC", "2025-11-11 09:00"),
        ("2025-11-07 23:00", "Europe/Berlin", "2025-11-10 08:00"),  # already Saturday there
        ("2025-03-28 12:00", "Europe/Berlin", "2025-03-31 07:00"),  # clocks go forward in between
        ("2025-11-09 20:00", "Pacific/Chatham", "2025-11-10 19:15"),
        ("2011-12-29 20:00", "Pacific/Apia", "2012-01-01 19:00"),  # Friday 30 December never came
    ],
)
def test_it_waits_for_nine_on_a_working_day(at: str, zone: str, told: str) -> None:
    assert next_working_moment(utc(at), ZoneInfo(zone)) == utc(told)


@given(at=moments, zone=zones, hour=st.integers(0, 23))
def test_it_is_never_early_and_never_on_a_day_off(at: datetime, zone: ZoneInfo, hour: int) -> None:
    moment = next_working_moment(at, zone, hour)
    local = moment.astimezone(zone)
    assert at <= moment <= at + timedelta(days=5)
    assert local.date() in MONDAY_TO_FRIDAY
    assert local.hour >= hour
    assert next_working_moment(moment, zone, hour) == moment


def test_it_starts_a_day_at_the_end_of_a_gap() -> None:
    # Cairo skips midnight to one; Toronto once skipped 23:30 to 00:30.
    assert local_moment(date(2025, 4, 25), ZoneInfo("Africa/Cairo")) == utc("2025-04-24 22:00")
    assert local_moment(date(1919, 3, 31), ZoneInfo("America/Toronto")) == utc("1919-03-31 04:30")


def test_it_knows_the_day_that_never_came() -> None:
    assert not day_exists(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))
    assert day_exists(date(2011, 12, 31), ZoneInfo("Pacific/Apia"))


@given(day=days, zone=zones, hour=st.integers(0, 23))
def test_it_finds_the_first_instant(day: date, zone: ZoneInfo, hour: int) -> None:
    wall = datetime(day.year, day.month, day.day, hour)
    moment = local_moment(day, zone, hour)
    assert moment.astimezone(zone).replace(tzinfo=None) >= wall
    assert (moment - timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None) < wall


@given(day=days, n=st.integers(0, 40))
def test_it_counts_back_what_it_counted_forward(day: date, n: int) -> None:
    there = add_working_days(day, n)
    assert sum(day + timedelta(i) in MONDAY_TO_FRIDAY for i in range(1, (there - day).days + 1)) == n
    if day in MONDAY_TO_FRIDAY:
        assert minus_working_days(there, n) == day
