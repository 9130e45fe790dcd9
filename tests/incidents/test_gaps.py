from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from incidents.gaps import MINIMUM, Gap, gaps

START = datetime(2025, 11, 10, 10, 0, tzinfo=UTC)
minutes = st.integers(0, 600)
stretches = st.lists(st.tuples(minutes, minutes), max_size=6)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def test_it_shows_a_quarter_of_an_hour_of_silence() -> None:
    assert gaps([at(0), at(14), at(29), at(30)]) == [Gap(at(14), at(29), 15, is_explained=False)]


def test_it_takes_entries_in_any_order() -> None:
    assert gaps([at(40), at(0), at(20), at(20)]) == gaps([at(0), at(20), at(40)])


def test_it_finds_nothing_in_a_short_timeline() -> None:
    assert gaps([]) == gaps([at(0)]) == []


def test_it_believes_the_answer() -> None:
    assert [gap.is_explained for gap in gaps([at(0), at(30), at(60)], [(at(30), at(60))])] == [False, True]


def test_it_keeps_the_answer_when_an_entry_is_added_or_moved_a_little() -> None:
    answered = [(at(0), at(60))]
    assert all(gap.is_explained for gap in gaps([at(0), at(30), at(60)], answered))
    assert all(gap.is_explained for gap in gaps([at(0), at(65)], answered))


def test_it_asks_again_when_the_silence_grew_by_a_gap() -> None:
    assert not gaps([at(0), at(75)], [(at(0), at(60))])[0].is_explained


def test_it_adds_answers_up_without_counting_twice() -> None:
    assert gaps([at(0), at(60)], [(at(25), at(60)), (at(0), at(20)), (at(5), at(15))])[0].is_explained
    assert not gaps([at(0), at(60)], [(at(0), at(30)), (at(0), at(30))])[0].is_explained


@given(times=st.lists(minutes, max_size=12), answers=stretches)
def test_it_explains_only_what_leaves_less_than_a_gap_open(times: list[int], answers: list[tuple[int, int]]) -> None:
    found = gaps([at(minute) for minute in times], [(at(min(pair)), at(max(pair))) for pair in answers])
    covered = {minute for pair in answers for minute in range(min(pair), max(pair))}
    for gap in found:
        first = (gap.start - START) // timedelta(minutes=1)
        left = sum(minute not in covered for minute in range(first, first + gap.minutes))
        assert gap.is_explained == (timedelta(minutes=left) < MINIMUM)
