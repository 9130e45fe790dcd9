"""Plain texts, and who contributed what."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import connection

from kit import clock
from live import keepers, materialise, store, tasks
from live.models import Contribution, Document
from tests.cast import Cast
from tests.live.tab import Kept
from tests.live.typist import Typist

pytestmark = pytest.mark.django_db


def append(document: Document, update: bytes, author: int | None) -> None:
    store.append(document.pk, [update], [author])


def spells() -> list[tuple[str, int | None, int, int]]:
    rows = Contribution.objects.order_by("pk")
    return list(rows.values_list("section", "author", "first_seq", "last_seq"))


def test_it_hands_out_what_changed_and_who_changed_it(cast: Cast, kept: Kept) -> None:
    document = store.create({"summary": "One. ", "impact": "Much."})
    alice = Typist().reads(document)
    append(document, alice.types("summary", "Two. "), cast.alice.pk)
    append(document, alice.types("lessons", "Learnt."), cast.alice.pk)
    append(document, alice.types("summary", "Three."), cast.bob.pk)
    assert materialise.materialise(document.pk) == 4
    assert kept.calls == [
        (
            {"summary": "One. Two. Three.", "lessons": "Learnt."},
            {"summary": cast.bob.pk, "lessons": cast.alice.pk},
        )
    ]
    assert Document.objects.get().materialised == 4
    assert sorted(spells(), key=lambda spell: (spell[2], spell[0])) == [
        ("lessons", cast.alice.pk, 2, 3),
        ("summary", cast.alice.pk, 2, 3),
        ("summary", cast.bob.pk, 4, 4),
    ]


def test_it_hands_out_nothing_twice(kept: Kept) -> None:
    document = store.create({"summary": "One"})
    assert materialise.materialise(document.pk) == 1
    store.write(document.pk, "summary", "Two")
    materialise.materialise(document.pk)
    materialise.materialise(document.pk)
    assert materialise.catch_up(document.pk)
    assert [texts for texts, _ in kept.calls] == [{"summary": "Two"}]


def test_it_says_when_a_section_was_emptied(kept: Kept) -> None:
    document = store.create({"summary": "One"})
    store.write(document.pk, "summary", "")
    materialise.catch_up(document.pk)
    assert kept.texts == {"summary": ""}


def test_it_continues_a_spell_until_a_pause_or_a_mark(cast: Cast) -> None:
    document = store.create({"summary": "0"})
    began = clock.now() - timedelta(days=1)
    for minutes in (0, 5, 9, 40):
        with clock.at(began + timedelta(minutes=minutes)):
            store.write(document.pk, "summary", f"at {minutes}", author_id=cast.alice.pk)
            materialise.catch_up(document.pk)
    assert spells() == [("summary", cast.alice.pk, 2, 4), ("summary", cast.alice.pk, 5, 5)]
    with clock.at(began + timedelta(minutes=41)):
        store.mark(document.pk)
        store.write(document.pk, "summary", "after the mark", author_id=cast.alice.pk)
        materialise.materialise(document.pk)
    assert spells()[2:] == [("summary", cast.alice.pk, 6, 6)]


def test_its_sweep_takes_whatever_is_behind(kept: Kept) -> None:
    documents = store.create_many([{"summary": str(n)} for n in range(4)])
    for document in documents[1:3]:
        store.write(document.pk, "summary", "changed")
    assert tasks.sweep() == 2
    assert len(kept.calls) == 2
    assert tasks.sweep() == 0


def test_its_sweep_goes_on_after_one_that_cannot_be_read(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    broken, whole = store.create_many([{"summary": "a"}, {"summary": "b"}])
    append(broken, b"\x07\x07\x07", None)
    store.write(whole.pk, "summary", "c")
    assert tasks.sweep() == 1
    assert kept.texts == {"summary": "c"}
    assert "was not materialised" in caplog.text


def test_it_folds_crowded_logs_at_night() -> None:
    crowded, quiet = store.create_many([{"summary": "0"}, {"summary": "1"}])
    for n in range(30):
        store.write(crowded.pk, "summary", f"text {n}")
    store.write(quiet.pk, "summary", "2")
    tasks.sweep()
    assert tasks.fold() == 30
    assert store.texts(crowded.pk) == {"summary": "text 29"}
    assert len(store.tail(quiet.pk)) == 2


def test_it_gives_everything_back_when_the_keeper_fails(kept: Kept) -> None:
    def fail(document_id: int, changed: Mapping[str, str], authors: Mapping[str, int | None]) -> None:
        raise RuntimeError

    document = store.create({"summary": "One"})
    store.write(document.pk, "summary", "Two")
    keepers.register(fail)
    for bring in (materialise.materialise, materialise.catch_up):
        with pytest.raises(RuntimeError):
            bring(document.pk)
    assert Document.objects.get().materialised == 1
    assert spells() == []


def test_it_takes_the_keepers_locks_first(kept: Kept) -> None:
    order = []

    def lock(document_id: int) -> None:
        order.append(connection.in_atomic_block)

    document = store.create({"summary": "One"})
    keepers.register(kept, lock=lock)
    for bring in (materialise.materialise, materialise.catch_up):
        store.write(document.pk, "summary", f"By {bring.__name__}")
        bring(document.pk)
    assert order == [True, True]
