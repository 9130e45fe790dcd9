"""Frames and updates as bytes: read what is right, refuse everything else in one way."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Array, Doc, Map, Text, merge_updates

from live import protocol, updates
from live.protocol import State
from live.wire import Malformed, Reader, uint
from tests.live.typist import Typist

PERSON = {"handle": "alice", "name": "Alice", "hue": 3}
POSITION = {"type": None, "tname": "summary", "item": {"client": 5, "clock": 7}, "assoc": 0}


@settings(deadline=None)
@given(st.integers(0, 2**53 - 1))
def test_it_reads_the_numbers_it_writes(number: int) -> None:
    assert Reader(uint(number)).uint() == number


@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff" * 9, uint(2**53)])
def test_it_refuses_what_is_no_number(data: bytes) -> None:
    with pytest.raises(Malformed):
        Reader(data).uint()


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_it_reads_any_frame_or_says_it_is_malformed(data: bytes) -> None:
    try:
        for type_, kind, payload in protocol.messages(data):
            if type_ == protocol.AWARENESS:
                [protocol.signed(state.words, PERSON) for state in protocol.read_awareness(payload)]
            elif kind == protocol.STEP1:
                updates.read_state(payload)
            else:
                updates.read(payload)
    except Malformed:
        pass


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2**53 - 1), st.integers(0, 2**40), st.text()), max_size=5))
def test_it_reads_the_presence_it_writes(told: list[tuple[int, int, str]]) -> None:
    told = [(client, clock, words.encode("utf-8", "ignore").decode()) for client, clock, words in told]
    [(type_, _, payload)] = protocol.messages(protocol.awareness(State(*state) for state in told))
    assert type_ == protocol.AWARENESS
    assert protocol.read_awareness(payload) == told


def test_it_says_itself_who_somebody_is() -> None:
    said = {"user": {"handle": "mallory"}, "at": "summary", "cursor": None, "more": 1}
    assert json.loads(protocol.signed(json.dumps(said), PERSON)) == {"cursor": None, "at": "summary", "user": PERSON}


def test_it_passes_a_cursor_on() -> None:
    cursor = {"section": "summary", "anchor": POSITION, "head": POSITION | {"assoc": -5, "evil": "x"}}
    shown = json.loads(protocol.signed(json.dumps({"cursor": cursor}), PERSON))
    assert shown["cursor"] == {"section": "summary", "anchor": POSITION, "head": POSITION | {"assoc": -1}}


@pytest.mark.parametrize(
    "cursor",
    [5, [], {"section": "x" * 61}, {"section": "s", "anchor": 5, "head": 6}, {"section": {}, "anchor": {}, "head": {}}],
)
def test_it_shows_no_cursor_that_is_none(cursor: object) -> None:
    assert json.loads(protocol.signed(json.dumps({"cursor": cursor}), PERSON))["cursor"] is None


@pytest.mark.parametrize("words", ["", "5", "[]", '{"at":NaN}', "[" * 1200, '{"at":"' + "x" * 2000 + '"}', '"\\ud800"'])
def test_it_refuses_presence_of_another_shape(words: str) -> None:
    with pytest.raises(Malformed):
        protocol.signed(words, PERSON)


def test_it_knows_what_an_update_says() -> None:
    typist = Typist()
    change = updates.read(typist.types("summary", "a🚑é"))
    [piece] = change.pieces
    assert (piece.client, piece.start, piece.end) == (typist.client, 0, 4)
    assert (piece.section, piece.characters, piece.left, piece.halves) == ("summary", 3, None, (2,))
    [piece] = updates.read(typist.types("summary", "!")).pieces
    assert (piece.section, piece.left, piece.right) == ("", (typist.client, 3), None)
    assert updates.read(typist.rewrites("summary", "")).deleted == [(typist.client, 0, 5)]


def test_it_knows_a_whole_document() -> None:
    one, other = Typist(), Typist()
    one.types("summary", "Words. ")
    other.doc.apply_update(one.doc.get_update())
    other.rewrites("summary", "Other words. ")
    other.types("impact", "Much.")
    change = updates.read(other.doc.get_update())
    assert {piece.client for piece in change.pieces} == {one.client, other.client}
    assert {piece.section for piece in change.pieces} - {""} == {"summary", "impact"}
    assert updates.read_state(other.doc.get_state()) == {
        client: max(piece.end for piece in change.pieces if piece.client == client)
        for client in (one.client, other.client)
    }


@pytest.mark.parametrize("made", [Map({"a": 1}), Array([1]), Array([Text("x")]), Map({"a": Text("x")})])
def test_it_refuses_anything_but_plain_texts(made: Map[object] | Array[object]) -> None:
    typist = Typist()
    typist.doc["summary"] = made
    with pytest.raises(Malformed):
        updates.read(typist.doc.get_update())


def test_it_refuses_formatting_and_embeds() -> None:
    for change in ({"attrs": {"bold": True}}, {"attrs": {"color": "red"}}):
        typist = Typist()
        text = typist.doc.get("summary", type=Text)
        text.insert(0, "words", **change)
        with pytest.raises(Malformed):
            updates.read(typist.doc.get_update())


def test_it_refuses_impossible_lengths() -> None:
    deleted = b"\x01\x01\x05\x00\x01\x01\x01s"
    for length in (0, 2**31 + 1, 2**52):
        with pytest.raises(Malformed):
            updates.read(b"\x00\x01\x05\x01\x00" + uint(length))
        with pytest.raises(Malformed):
            updates.read(deleted + uint(length) + b"\x00")
    assert updates.read(deleted + uint(9) + b"\x00").pieces[0].end == 9


def test_it_refuses_an_update_that_names_one_client_twice() -> None:
    typed = [updates_of(client) for client in (1, 2)]
    both = merge_updates(*typed)
    assert {piece.client for piece in updates.read(both).pieces} == {1, 2}
    # Each begins with how many pieces there are, whose, and where they begin.
    twice = both.replace(b"\x01\x02\x00", b"\x01\x01\x00", 1)
    assert twice != both
    with pytest.raises(Malformed, match="a client twice"):
        updates.read(twice)


def updates_of(client: int) -> bytes:
    doc: Doc[Text] = Doc(client_id=client)
    doc.get("summary", type=Text).insert(0, "words")
    return doc.get_update()
