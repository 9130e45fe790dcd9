"""What a log may take."""

import pytest

from live import updates
from live.crdt import Invalid
from live.ledger import Ledger
from live.updates import Change, Piece
from tests.live.typist import Typist

SECTIONS = frozenset({"summary"})
ALICE, BOB = 1, 2


def write(ledger: Ledger, update: bytes, user_id: int = ALICE) -> bool:
    page = ledger.page()
    news = page.add(updates.read(update), user_id, SECTIONS)
    page.keep()
    ledger.writers |= page.claims
    return news


def refused(ledger: Ledger, update: bytes | Change, user_id: int = ALICE) -> None:
    change = updates.read(update) if isinstance(update, bytes) else update
    page = ledger.page()
    with pytest.raises(Invalid):
        page.add(change, user_id, SECTIONS)
    assert (page.known, page.claims, page.characters) == ({}, {}, 0)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Change(), {}, 0)


def test_it_takes_what_follows(ledger: Ledger) -> None:
    typist = Typist()
    for word in ("one ", "two ", "three "):
        assert write(ledger, typist.types("summary", word))
    assert write(ledger, typist.rewrites("summary", "one three "))
    assert ledger.known == {typist.client: 14}


def test_it_takes_what_comes_again_as_no_news(ledger: Ledger) -> None:
    typist = Typist()
    update = typist.types("summary", "one")
    assert write(ledger, update)
    assert not write(ledger, update)
    typist.types("summary", " two")
    assert write(ledger, typist.doc.get_update())


def test_it_refuses_what_leaves_a_hole(ledger: Ledger) -> None:
    typist = Typist()
    first, second, third = (typist.types("summary", word) for word in ("one ", "two ", "three "))
    write(ledger, first)
    refused(ledger, third)
    write(ledger, second)
    write(ledger, third)


def test_it_refuses_what_builds_on_something_unknown(ledger: Ledger) -> None:
    one, other = Typist(), Typist()
    other.doc.apply_update(one.types("summary", "never sent"))
    refused(ledger, other.types("summary", "!"))


def test_it_refuses_to_delete_what_is_not_there(ledger: Ledger) -> None:
    typist = Typist()
    write(ledger, typist.types("summary", "one"))
    refused(ledger, Change(deleted=[(typist.client, 2, 5)]))
    refused(ledger, Change(deleted=[(typist.client + 1, 0, 1)]))


def test_it_refuses_pieces_that_wait_for_each_other(ledger: Ledger) -> None:
    refused(ledger, Change([Piece(5, 0, 1, (5, 0))]))
    refused(ledger, Change([Piece(5, 0, 1, (6, 0)), Piece(6, 0, 1, (5, 0))]))
    refused(ledger, Change([Piece(5, 0, 1, section="summary"), Piece(5, 1, 2, (5, 3)), Piece(5, 2, 4, (5, 0))]))


def test_it_refuses_what_says_something_known_in_another_way(ledger: Ledger) -> None:
    typist = Typist()
    write(ledger, typist.types("summary", "one two"))
    refused(ledger, Change([Piece(typist.client, 2, 5, (77, 3))]))
    refused(ledger, Change([Piece(typist.client, 2, 5, (typist.client, 6))]))
    refused(ledger, Change([Piece(typist.client, 0, 3, section="junk")]))


def test_it_refuses_sections_that_do_not_exist(ledger: Ledger) -> None:
    refused(ledger, Typist().types("junk", "one"))


def test_it_lets_nobody_continue_what_another_writes(ledger: Ledger) -> None:
    typist = Typist()
    write(ledger, typist.types("summary", "one"), ALICE)
    refused(ledger, typist.types("summary", " two"), BOB)


def test_it_lets_people_take_over_what_their_own_lost_tabs_wrote(ledger: Ledger) -> None:
    typist = Typist()
    write(ledger, typist.types("summary", "one"), ALICE)
    assert write(ledger, typist.types("summary", " two"), ALICE)


def test_it_lets_nobody_continue_what_debrief_wrote() -> None:
    typist = Typist()
    typist.types("summary", "Begun.")
    ledger = Ledger(updates.read(typist.doc.get_update()), {}, 6)
    refused(ledger, typist.types("summary", " Forged."))
    other = Typist()
    other.doc.apply_update(typist.doc.get_update())
    refused(ledger, other.types("summary", "!"))


def test_it_refuses_what_lies_between_two_sections() -> None:
    ledger, typist, own = Ledger(Change(), {}, 0), Typist(), 5
    for section in ("summary", "impact"):
        page = ledger.page()
        page.add(updates.read(typist.types(section, "words")), ALICE, frozenset({"summary", "impact"}))
        page.keep()
        ledger.writers |= page.claims
    client = typist.client
    refused(ledger, Change([Piece(own, 0, 1, left=(client, 2), right=(client, 7))]))
    refused(ledger, Change([Piece(own, 0, 2, left=(client, 2)), Piece(own, 2, 3, left=(own, 1), right=(client, 6))]))
    write_all = ledger.page()
    write_all.add(Change([Piece(own, 0, 1, left=(client, 2), right=(client, 3))]), ALICE, SECTIONS)
    write_all.keep()
    assert [ledger.places.of((own, 0)), ledger.places.of((client, 5))] == ["summary", "impact"]


def test_it_lets_nobody_cut_a_character_in_two(ledger: Ledger) -> None:
    typist = Typist()
    write(ledger, typist.types("summary", "a🚑b"))
    own = typist.client
    refused(ledger, Change([Piece(7, 0, 1, left=(own, 1))]))
    refused(ledger, Change([Piece(7, 0, 1, right=(own, 2))]))
    refused(ledger, Change(deleted=[(own, 0, 2)]))
    refused(ledger, Change(deleted=[(own, 2, 3)]))
    refused(ledger, Change([Piece(own, 3, 6, left=(own, 2), halves=(4,))]))
    page = ledger.page()
    page.add(Change([Piece(7, 0, 1, left=(own, 2), right=(own, 3))], [(own, 1, 3)]), ALICE, SECTIONS)


def test_it_forgets_a_page_that_was_not_written(ledger: Ledger) -> None:
    typist = Typist()
    update = typist.types("summary", "one")
    ledger.page().add(updates.read(update), ALICE, SECTIONS)
    assert ledger.known == {}
    assert write(ledger, update)


def test_it_knows_how_long_a_section_may_have_become(ledger: Ledger) -> None:
    typist = Typist()
    write(ledger, typist.types("summary", "x" * 50))
    page = ledger.page()
    page.add(updates.read(typist.types("summary", "y" * 7)), ALICE, SECTIONS)
    assert page.longest == 57
    ledger.measured(50)
    assert page.longest == 57
