"""Texts inside documents, whatever they are made of."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from live import crdt
from tests.live.typist import Typist

words = st.lists(
    st.sampled_from(["the ", "pool\n", "é", "🚑", "漢字 ", "was", " ", "\n\n", "👩‍🚒", "e\u0301", "\u200f"]),
    max_size=30,
).map("".join)
unicode = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60) | words


@settings(deadline=None)
@given(unicode, unicode)
def test_it_sets_any_text(old: str, new: str) -> None:
    typist = Typist()
    typist.types("summary", old)
    crdt.set_text(typist.doc, "summary", new)
    assert typist.text("summary") == new


@settings(deadline=None)
@given(unicode, unicode, unicode)
def test_it_keeps_what_is_typed_beside_a_rewrite(old: str, new: str, typed: str) -> None:
    one, other = Typist(), Typist()
    crdt.apply(other.doc, [one.types("summary", old)])
    rewritten, added = one.rewrites("summary", new), other.types("summary", typed)
    crdt.apply(one.doc, [added])
    crdt.apply(other.doc, [rewritten])
    assert one.text("summary") == other.text("summary")
    assert sorted(one.text("summary")) == sorted(new + typed)


def test_it_leaves_out_what_no_database_text_can_hold() -> None:
    typist = Typist()
    typist.types("summary", "a\0b")
    assert typist.text("summary") == "ab"


def test_it_notices_a_hole() -> None:
    typist = Typist()
    rows = [typist.types("summary", word) for word in ("one ", "two ", "three ")]
    assert crdt.complete(rows, crdt.build(rows))
    assert not crdt.complete([rows[0], rows[2]], crdt.build([rows[0], rows[2]]))


def test_it_changes_little_of_a_long_text() -> None:
    old = "A sentence about the outage. " * 300
    assert list(crdt.edits(old, old.replace("outage", "incident", 1))) == [(21, 6, "incident")]


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_it_refuses_bytes_that_are_no_update(data: bytes) -> None:
    try:
        crdt.check(data)
    except crdt.Invalid:
        return
    crdt.build([data])


def test_it_refuses_a_state_that_is_none() -> None:
    with pytest.raises(crdt.Invalid):
        crdt.since(Typist().doc, b"\xff\xff")
