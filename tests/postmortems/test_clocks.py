from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmortems.clocks import DRAFT, MEETING, PUBLISH, Limit, Tone, clock, due

RESOLVED = datetime(2025, 11, 10, 12, 45, tzinfo=UTC)
hours = st.integers(-100, 500).map(lambda n: timedelta(hours=n))


def after(hours: float) -> datetime:
    return RESOLVED + timedelta(hours=hours)


@pytest.mark.parametrize(("limit", "hours"), [(DRAFT, 48), (MEETING, 48), (PUBLISH, 72)])
def test_it_counts_from_the_all_clear(limit: Limit, hours: int) -> None:
    assert due(limit, RESOLVED) == after(hours)


def test_it_never_lets_a_meeting_wait_longer_than_five_working_days() -> None:
    relaxed = replace(MEETING, within=timedelta(days=30))
    assert due(relaxed, RESOLVED) == datetime(2025, 11, 18, tzinfo=UTC)
    assert due(relaxed, RESOLVED, ZoneInfo("America/New_York")) == datetime(2025, 11, 18, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "share", "tone"),
    [
        (-5, 0, Tone.GREEN),
        (0, 0, Tone.GREEN),
        (35.9, 49, Tone.GREEN),
        (36, 50, Tone.AMBER),
        (61, 84, Tone.AMBER),
        (61.2, 85, Tone.RED),
        (72, 100, Tone.RED),
        (72.1, 100, Tone.LATE),
    ],
)
def test_it_changes_its_tone_as_time_is_used(hours: float, share: int, tone: Tone) -> None:
    stands = clock(PUBLISH, RESOLVED, at=after(hours))
    assert (stands.share, stands.tone) == (share, tone)


def test_it_says_what_is_left_and_what_is_late() -> None:
    assert clock(PUBLISH, RESOLVED, at=after(45)).left == timedelta(hours=27)
    assert clock(PUBLISH, RESOLVED, at=after(75)).late == timedelta(hours=3)


def test_it_stops_when_it_is_done() -> None:
    done = clock(PUBLISH, RESOLVED, at=after(500), done_at=after(70))
    assert (done.tone, done.left, done.late, done.is_done) == (Tone.GREEN, timedelta(hours=2), timedelta(), True)
    late = clock(PUBLISH, RESOLVED, at=after(500), done_at=after(73))
    assert (late.tone, late.late) == (Tone.LATE, timedelta(hours=1))


@given(passed=hours, limit=st.sampled_from([DRAFT, MEETING, PUBLISH]))
def test_it_is_either_left_or_late(passed: timedelta, limit: Limit) -> None:
    stands = clock(limit, RESOLVED, at=RESOLVED + passed)
    assert RESOLVED + passed == stands.due - stands.left + stands.late
    assert not (stands.left and stands.late)
    assert (stands.tone == Tone.LATE) == bool(stands.late)
    assert 0 <= stands.share <= 100
