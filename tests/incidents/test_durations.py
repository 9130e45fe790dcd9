from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.durations import DURATIONS, MILESTONES, State, is_statistical, measure, out_of_order, phases, shares

moments = st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1)).map(lambda naive: naive.replace(tzinfo=UTC))
records = st.dictionaries(st.sampled_from(list(MILESTONES)), st.none() | moments)


def at(clock: str, day: int = 10) -> datetime:
    return datetime.fromisoformat(f"2025-11-{day} {clock}").replace(tzinfo=UTC)


PAYMENTS = {
    "started": at("10:30"),
    "detected": at("10:32"),
    "engaged": at("10:35"),
    "understood": at("11:15"),
    "fix_decided": at("11:25"),
    "restored": at("11:50"),
    "resolved": at("12:45"),
}


def minutes(milestones: Mapping[str, datetime | None]) -> dict[str, int | None]:
    measured = measure(milestones, is_open=False)
    return {each.duration.short: each.seconds // 60 if each.seconds is not None else None for each in measured}


def test_it_agrees_with_the_worked_check() -> None:
    assert minutes(PAYMENTS) == {"TTD": 2, "TTE": 3, "TTU": 40, "TTRec": 25, "TTR": 133, "Impact": 80}
    assert {each.state for each in measure(PAYMENTS, is_open=False)} == {State.RECORDED}
    assert out_of_order(PAYMENTS) == []


def test_it_shows_its_formula() -> None:
    assert measure(PAYMENTS, is_open=False)[0].formula == "detected 10:32 − started 10:30"


def test_it_shows_the_dates_when_the_incident_spans_days() -> None:
    ttd = measure({"started": at("23:50"), "detected": at("00:10", day=11)}, is_open=True)[0]
    assert ttd.formula == "detected 11 Nov 2025 00:10 − started 10 Nov 2025 23:50"


def test_it_shows_seconds_when_they_matter() -> None:
    ttd = measure({"started": at("10:30:10"), "detected": at("10:32")}, is_open=True)[0]
    assert (ttd.formula, ttd.seconds) == ("detected 10:32:00 − started 10:30:10", 110)


def test_it_shows_times_in_utc_whatever_zone_they_came_in() -> None:
    berlin = timezone(timedelta(hours=1))
    ttd = measure({"started": at("10:30").astimezone(berlin), "detected": at("10:32")}, is_open=True)[0]
    assert ttd.formula == "detected 10:32 − started 10:30"


@pytest.mark.parametrize(("is_open", "state"), [(True, State.PENDING), (False, State.NOT_APPLICABLE)])
def test_it_waits_for_a_missing_end_only_while_open(is_open: bool, state: State) -> None:
    impact = measure({"started": at("10:30")}, is_open=is_open)[-1]
    assert (impact.state, impact.seconds) == (state, None)
    assert impact.formula == "restored (not recorded) − started 10:30"


def test_it_flags_an_end_before_its_start_and_keeps_it_out_of_statistics() -> None:
    measured = measure({**PAYMENTS, "restored": at("10:20")}, is_open=False)
    states = {each.duration.key: each.state for each in measured}
    assert states["impact"] == states["ttrec"] == State.INVALID
    assert [each.duration.key for each in measured if is_statistical(each.state)] == ["ttd", "tte", "ttu", "ttr"]
    assert out_of_order({**PAYMENTS, "restored": at("10:20")}) == [("fix_decided", "restored")]


def test_it_draws_the_phases_to_scale() -> None:
    drawn = phases(PAYMENTS)
    assert [(phase.key, phase.seconds // 60) for phase in drawn] == [
        ("detect", 2),
        ("engage", 3),
        ("understand", 40),
        ("restore", 35),
        ("verify", 55),
    ]
    assert [phase.share for phase in drawn] == [1, 2, 30, 26, 41]


def test_it_gives_the_time_of_an_unknown_phase_to_the_next() -> None:
    drawn = phases({**PAYMENTS, "understood": None})
    assert [phase.key for phase in drawn] == ["detect", "engage", "restore", "verify"]
    assert drawn[2].covers == ("understand", "restore")
    assert drawn[2].seconds == 75 * 60


def test_it_passes_over_the_one_milestone_that_contradicts_the_others() -> None:
    assert phases({**PAYMENTS, "started": at("10:30", day=12)})[0].key == "engage"
    assert phases({**PAYMENTS, "restored": at("09:00")})[-1].covers == ("restore", "verify")


def test_it_draws_nothing_from_one_milestone() -> None:
    assert phases({"started": at("10:30")}) == phases({}) == []


def test_it_gives_no_share_when_no_time_passed() -> None:
    assert [phase.share for phase in phases({"started": at("10:30"), "detected": at("10:30")})] == [0]


@given(milestones=records, is_open=st.booleans())
def test_it_measures_whatever_was_recorded(milestones: dict[str, datetime | None], is_open: bool) -> None:
    measured = measure(milestones, is_open=is_open)
    assert [each.duration for each in measured] == list(DURATIONS)
    for each in measured:
        assert (each.seconds is None) == (each.state in {State.PENDING, State.NOT_APPLICABLE})
        if is_statistical(each.state):
            assert each.seconds is not None and each.seconds >= 0


@given(milestones=records)
def test_it_draws_a_bar_without_holes(milestones: dict[str, datetime | None]) -> None:
    drawn = phases(milestones)
    assert all(a.end == b.start for a, b in pairwise(drawn))
    assert all(phase.seconds >= 0 for phase in drawn)
    assert sum(phase.share for phase in drawn) == (100 if any(phase.seconds for phase in drawn) else 0)


@given(amounts=st.lists(st.integers(0, 10**9), max_size=60))
def test_it_shares_out_exactly_a_hundred(amounts: list[int]) -> None:
    shared = shares(amounts)
    assert sum(shared) == (100 if any(amounts) else 0)
    assert [share > 0 for share in shared] == [amount > 0 for amount in amounts]
