"""Whatever is typed, it answers soon, and points into the text."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postmortems.blameless import MOST_CHARACTERS, check

WORDS = re.findall(
    r"\S+|\n",
    "the engineer forgot to renew it , and we should have failed n't been accidentally wrong by mistake . who a typo"
    " because of human error made if not did due caused too on me without testing `x` ** [a](b) > # | \n that which",
)


def seconds(text: str) -> float:
    started = time.process_time()
    check(text)
    return time.process_time() - started


@pytest.mark.parametrize(
    "unit",
    [
        "[", "`", "``", '"', "'", "“", "<", "<!--", "<a ", "*", "_", "[](", "![", "(", "|", ">", "> ", "#", "~~~\n",
        "---\n",
        "a", "a-", "a'", "n't", "’", "...", "\n", "\n\n", "- ", "1. ", "http://", "@a", "é", "\u0000", "\ue000", "🙂",
        "should have ", "forgot ", "who ", "if had ", "by mistake ", "to of by ", "the engineer ", "one of ",
        "too ", "and ",
        "accidentally ", "the wrong ", "human error ", "made a ", "not ", "'s ", "blame not ",
    ],
)  # fmt: skip
def test_it_takes_time_in_proportion_to_the_length(unit: str) -> None:
    short, long = 5_000, 40_000
    check(unit * 50)
    once = min(seconds((unit * short)[:short]) for _ in range(3))
    assert seconds((unit * long)[:long]) < max(once * (long / short) * 4, 0.25)


def test_it_stops_reading_at_its_limit() -> None:
    text = "x " * (MOST_CHARACTERS // 2) + "The admin forgot to renew it."
    assert check(text) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join))
def test_it_points_into_the_text(text: str) -> None:
    hints = check(text)
    assert [text[hint.start : hint.end] for hint in hints] == [hint.quote for hint in hints]
    assert all(hint.quote.strip() for hint in hints)
    for reframing in (hint.reframing for hint in hints if hint.reframing):
        assert 0 <= reframing.start < reframing.end <= len(text)
        assert reframing.text.strip()
    assert check(text) == hints


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_it_survives_anything(text: str) -> None:
    assert all(text[hint.start : hint.end] == hint.quote for hint in check(text))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="ab \n#>-*`|\"'", max_size=80))
def test_what_stands_before_moves_a_hint_and_nothing_else(before: str) -> None:
    sentence = "The admin forgot to renew the key."
    open_marks = "`" in before or '"' in before or "'" in before or before.strip().startswith("---")
    hints = [] if open_marks else check(f"{before}\n\n{sentence}")
    for hint in hints:
        if hint.pattern == "lapse":
            assert hint.start == len(before) + 2
