"""Anchors against the text itself: whoever types what, the same characters are found."""

import random
from typing import Any

import pytest
from pycrdt import Doc

from live import anchors, crdt
from live.anchors import Anchor
from tests.live.typist import Typist

SECTION = "a"
LETTERS = "abc défö, ñ 世界 😀🚀\n"


def scratch(typist: Typist) -> Doc[Any]:
    return crdt.build([typist.doc.get_update()])


def found(typist: Typist, *wanted: Anchor) -> list[anchors.Span | None]:
    return anchors.find(scratch(typist), [(SECTION, each) for each in wanted])


def words(chance: random.Random, most: int = 12) -> str:
    return "".join(chance.choice(LETTERS) for _ in range(chance.randint(1, most)))


class Model:
    """A text as a list of characters, each with an identity."""

    def __init__(self, text: str) -> None:
        self.made = len(text)
        self.letters = list(enumerate(text))

    def put(self, at: int, text: str, instead_of: int) -> None:
        fresh = [(self.made + n, letter) for n, letter in enumerate(text)]
        self.made += len(fresh)
        self.letters[at : at + instead_of] = fresh

    @property
    def text(self) -> str:
        return "".join(letter for _, letter in self.letters)

    def span(self, ids: range, gone: dict[int, int]) -> anchors.Span | None:
        """From the first of the characters that is left to the last, with all that was put between the ends."""
        places = [at for at, (number, _) in enumerate(self.letters) if number in ids]
        start = places[0] if places and self.letters[places[0]][0] == ids[0] else gone.get(ids[0], -1)
        end = places[-1] + 1 if places and self.letters[places[-1]][0] == ids[-1] else gone.get(ids[-1], -1)
        return (start, end) if 0 <= start < end else None


@pytest.mark.parametrize("seed", range(6))
def test_they_hold_through_500_random_edits(seed: int) -> None:
    """Two people edit in turn, and apart from each other; each anchor's characters are where the text has them."""
    chance = random.Random(seed)
    alice, bob = Typist(), Typist()
    crdt.apply(bob.doc, [alice.types(SECTION, words(chance, 40) + "the pool ran dry" + words(chance, 40))])
    model = Model(alice.text(SECTION))
    spans = [(start, start + chance.randint(1, 9)) for start in range(0, len(model.letters) - 10, 4)]
    named = [anchors.name(scratch(alice), SECTION, *span) for span in spans]
    for step in range(500):
        who, other = (alice, bob) if chance.random() < 0.5 else (bob, alice)
        at = chance.randint(0, len(model.letters))
        instead = min(len(model.letters) - at, chance.choice([0, 0, 0, 1, 1, 4]))
        text = words(chance) if not instead or chance.random() < 0.5 else ""
        crdt.apply(other.doc, [who.inserts(SECTION, at, text, instead)])
        model.put(at, text, instead)
        if step % 20 == 19:
            check(who, model, named, spans)
    assert alice.text(SECTION) == bob.text(SECTION) == model.text
    assert found(alice, *named) == found(bob, *named)


def check(typist: Typist, model: Model, named: list[Anchor], spans: list[anchors.Span]) -> None:
    assert typist.text(SECTION) == model.text
    there = {number: at for at, (number, _) in enumerate(model.letters)}
    for (start, end), span in zip(spans, found(typist, *named), strict=True):
        left = [there[number] for number in range(start, end) if number in there]
        if span is None:
            assert not left
            continue
        # All that is left of the words is in it, and its ends are theirs while those are there.
        assert all(span[0] <= at < span[1] for at in left)
        if start in there:
            assert span[0] == there[start]
        if end - 1 in there:
            assert span[1] == there[end - 1] + 1


@pytest.mark.parametrize("seed", range(4))
def test_they_hold_when_two_people_write_apart(seed: int) -> None:
    chance = random.Random(seed)
    alice, bob = Typist(), Typist()
    crdt.apply(bob.doc, [alice.types(SECTION, "Before. The pool ran dry 😀 at noon. After.")])
    text = alice.text(SECTION)
    start = text.index("pool")
    anchor = anchors.name(scratch(alice), SECTION, start, start + len("pool ran dry 😀"))
    for _ in range(25):
        apart = []
        for who in (alice, bob):
            lies, end = found(who, anchor)[0] or (0, 0)
            at = chance.choice([lies, end, chance.randint(0, lies), chance.randint(end, len(who.text(SECTION)))])
            apart.append(who.inserts(SECTION, at, words(chance)))
        crdt.apply(bob.doc, apart[:1])
        crdt.apply(alice.doc, apart[1:])
        here, there = found(alice, anchor)[0], found(bob, anchor)[0]
        assert here == there and here is not None
        assert alice.text(SECTION)[slice(*here)] == "pool ran dry 😀"


def test_they_say_when_the_words_are_gone() -> None:
    alice = Typist()
    alice.types(SECTION, "one two three")
    anchor = anchors.name(scratch(alice), SECTION, 4, 7)
    alice.inserts(SECTION, 3, "", 5)
    assert found(alice, anchor) == [None]
    assert found(alice, Anchor((7, 7), (7, 8))) == [None]


def test_they_are_of_one_section() -> None:
    alice = Typist()
    alice.types(SECTION, "one two")
    alice.types("b", "three")
    anchor = anchors.name(scratch(alice), "b", 0, 5)
    assert anchors.find(scratch(alice), [("b", anchor), (SECTION, anchor)]) == [(0, 5), None]


def test_half_a_character_ends_in_whole_ones() -> None:
    alice = Typist()
    alice.types(SECTION, "😀😀 one")
    for first in range(7):
        for last in range(7):
            try:
                [span] = found(alice, Anchor((alice.client, first), (alice.client, last)))
            except crdt.Invalid:
                continue
            if span is not None:
                assert found(alice, anchors.name(scratch(alice), SECTION, *span)) == [span]


@pytest.mark.parametrize(
    "data",
    [None, 5, "x", [], {}, [[1, 2]], [[1, 2], [3]], [[1, 2], [3, -4]], [[1, 2], [3, 2**60]], [[1, True], [1, 2]]],
)
def test_anything_else_is_refused(data: Any) -> None:
    with pytest.raises(crdt.Invalid):
        anchors.read(data)
    assert anchors.read([[1, 2], [3, 4]]).data == [[1, 2], [3, 4]]
