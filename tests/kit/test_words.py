from datetime import UTC, datetime, timedelta

import pytest

from kit.components import words

NOW = datetime(2025, 11, 12, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, "–"),
        (timedelta(seconds=45), "45 s"),
        (timedelta(minutes=40), "40 min"),
        (timedelta(hours=2, minutes=13), "2 h 13 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=3, hours=4, minutes=50), "3 days 4 h"),
        (7980, "2 h 13 min"),
        (-300, "−5 min"),
    ],
)
def test_it_says_a_duration_in_two_units_at_most(value: timedelta | float | None, said: str) -> None:
    assert words.duration(value) == said


@pytest.mark.parametrize(
    ("away", "said"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(days=1), "1 day ago"),
        (timedelta(days=6, hours=23), "6 days ago"),
        (-timedelta(hours=3), "in 3 h"),
        (timedelta(days=7), ""),
    ],
)
def test_it_leaves_relative_time_to_the_date_after_a_week(away: timedelta, said: str) -> None:
    assert words.relative(NOW - away, at=NOW) == said


@pytest.mark.parametrize(("handle", "letters"), [("ana-silva", "AS"), ("engineer1", "E1"), ("mei", "ME"), ("x", "X")])
def test_it_finds_initials_in_a_handle(handle: str, letters: str) -> None:
    assert words.initials(handle) == letters


def test_it_keeps_a_person_s_colour_and_spreads_people_over_the_wheel() -> None:
    hues = {words.hue(f"person-{number}") for number in range(500)}
    assert hues == set(range(words.HUES))
    assert words.hue("ana-silva") == words.hue("ana-silva")


@pytest.mark.parametrize(("used", "tone"), [(0, "green"), (49.9, "green"), (50, "amber"), (84.9, "amber"), (85, "red")])
def test_it_warns_as_the_clock_runs_down(used: float, tone: str) -> None:
    assert words.tone_of(used) == tone
