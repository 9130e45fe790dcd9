"""Rows come back from their tables as they were, whatever is in them."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.own.shapes import rows, table

WORDS = st.text(st.sampled_from("ab |\\\n<br>`*-ü "), max_size=14)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4))
def test_any_words_come_back(cells: list[tuple[str, str]]) -> None:
    given = [{"question": question, "answer": answer} for question, answer in cells]
    assert rows("whatifs", table("whatifs", given)) == given


def test_rows_with_everything_come_back() -> None:
    whys: list[dict[str, Any]] = [
        {"parent": None, "question": "Why?", "answer": "A", "is_root": False},
        {
            "parent": 0,
            "question": "And?",
            "answer": "B",
            "is_root": True,
            "evidence": {"label": "Log", "url": "https://x"},
        },
    ]
    assert rows("whys", table("whys", whys)) == whys
    factor = {"category": "process", "text": "|", "actions": [3, 4], "risk_owner": "ana", "risk_reason": "r\nq"}
    factor |= {"risk_until": "2026-01-02"}
    assert rows("factors", table("factors", [factor])) == [factor]
