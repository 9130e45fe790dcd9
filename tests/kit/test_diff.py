import random
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.diff import Change, Field, Op, Piece, Row, aligned, diff_rows, diff_words

prose = st.lists(st.sampled_from(["pool", "was", "full", "the", ".", ",", " ", " ", "\n", "\n\n", "é", "42"])).map(
    "".join
)
row_lists = st.dictionaries(st.integers(0, 9), st.dictionaries(st.sampled_from("abc"), st.integers(0, 2))).map(
    lambda rows: [{"id": n, **row} for n, row in rows.items()]
)


def marked(old: str, new: str) -> str:
    signs = {Op.EQUAL: "{}", Op.DELETE: "[-{}-]", Op.INSERT: "[+{}+]"}
    return "".join(signs[piece.op].format(piece.text) for piece in diff_words(old, new))


def write_up(words: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    vocabulary = ["".join(draw.choices("abcdefghijklmnop", k=draw.randint(1, 9))) for _ in range(1500)]
    text = [draw.choice(vocabulary) for _ in range(words)]
    return [word + (draw.choices([" ", ". ", ".\n\n"], [85, 12, 3])[0]) for word in text]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("same", "same", "same"),
        ("", "new", "[+new+]"),
        ("The pool was full.", "The pool was empty.", "The pool was [-full-][+empty+]."),
        ("The pool was full.", "The pool was full. It leaked.", "The pool was full.[+ It leaked.+]"),
        ("a slow query ran", "one quick query ran", "[-a slow-][+one quick+] query ran"),
        ("First.\n\nSecond.\n", "First.\n\nNew.\n\nSecond.\n", "First.\n\n[+New.\n\n+]Second.\n"),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", "One.\n\n[-Two.\n\n-]Three."),
    ],
)
def test_it_shows_what_changed(old: str, new: str, expected: str) -> None:
    assert marked(old, new) == expected


@given(old=prose | st.text(), new=prose | st.text())
def test_it_loses_nothing(old: str, new: str) -> None:
    pieces = diff_words(old, new)
    assert "".join(piece.text for piece in pieces if piece.op != Op.INSERT) == old
    assert "".join(piece.text for piece in pieces if piece.op != Op.DELETE) == new
    assert all(piece.text for piece in pieces)
    assert all(a.op != b.op for a, b in pairwise(pieces))


@given(text=prose)
def test_it_finds_no_change_in_the_same_text(text: str) -> None:
    assert diff_words(text, text) == ([Piece(Op.EQUAL, text)] if text else [])


@pytest.mark.parametrize("changed", [0.01, 0.3, 1.0])
def test_it_compares_long_write_ups_at_once(changed: float) -> None:
    old = write_up(10_000, seed=1)
    draw = random.Random(2)
    new = [word if draw.random() > changed else f"other{n} " for n, word in enumerate(old)]
    began = time.process_time()
    diff_words("".join(old), "".join(new))
    assert time.process_time() - began < 0.5


def test_it_compares_one_long_rewritten_sentence_at_once() -> None:
    draw = random.Random(3)
    old, new = (" ".join(f"w{draw.randrange(101)}" for _ in range(10_000)) for _ in range(2))
    began = time.process_time()
    diff_words(old, new)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize("piece", ["a ", "\n", "a\n\n", "ab", "a. b "])
def test_it_compares_hostile_texts_at_once(piece: str) -> None:
    began = time.process_time()
    diff_words(piece * 20_000, "x" + piece * 19_000 + "y")
    assert time.process_time() - began < 1


def test_it_names_the_fields_of_a_row_that_changed() -> None:
    old = [{"id": 1, "title": "Alert", "owner": "ana"}, {"id": 2, "title": "Test", "owner": "bo"}]
    new = [{"id": 1, "title": "Alert", "owner": "cy"}, {"id": 3, "title": "Doc"}]
    assert diff_rows(old, new, "id") == [
        Row(Change.CHANGED, 1, (Field("owner", "ana", "cy"),)),
        Row(Change.REMOVED, 2, (Field("id", 2, None), Field("title", "Test", None), Field("owner", "bo", None))),
        Row(Change.ADDED, 3, (Field("id", None, 3), Field("title", None, "Doc"))),
    ]


@given(old=row_lists, new=row_lists)
def test_it_accounts_for_every_row(old: list[dict[str, int]], new: list[dict[str, int]]) -> None:
    rows = {row.key: row for row in diff_rows(old, new, "id")}
    before, after = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    assert {key for key, row in rows.items() if row.change == Change.ADDED} == after.keys() - before.keys()
    assert {key for key, row in rows.items() if row.change == Change.REMOVED} == before.keys() - after.keys()
    for key in before.keys() & after.keys():
        patched = {**before[key], **{field.name: field.new for field in getattr(rows.get(key), "fields", ())}}
        assert {name: value for name, value in patched.items() if value is not None} == after[key]


def test_it_finds_which_paragraph_became_which() -> None:
    first, last = "The pool ran dry at ten.", "Rolling back ended it."
    added, edited = "Nobody watched the queue.", "The pool ran dry at half past ten."
    assert aligned([first, last], [added, edited, last]) == [("", added), (first, edited), (last, last)]
    assert aligned([first], [last]) == [(first, ""), ("", last)]
    assert aligned([], [last]) == [("", last)]


@given(old=st.lists(st.sampled_from("abcdef"), max_size=9), new=st.lists(st.sampled_from("abcdef"), max_size=9))
def test_it_accounts_for_every_paragraph_in_its_order(old: list[str], new: list[str]) -> None:
    pairs = aligned(old, new)
    assert [was for was, _ in pairs if was] == old
    assert [now for _, now in pairs if now] == new
