"""The log: numbers, refusals, server edits, compaction."""

from typing import Any

import pytest
from django.db import transaction
from pycrdt import Doc

from live import crdt, limits, store
from live.models import Document, Update
from tests.cast import Cast
from tests.live.typist import Typist

pytestmark = pytest.mark.django_db


def test_it_begins_with_the_texts_it_was_given() -> None:
    document = store.create({"summary": "Café 🚒", "impact": ""})
    assert store.texts(document.pk) == {"summary": "Café 🚒"}
    assert (document.head, document.materialised) == (1, 1)


def test_it_begins_many_documents_in_order() -> None:
    made = store.create_many([{"summary": f"Number {n}"} for n in range(3)] + [{}])
    assert [store.texts(document.pk).get("summary") for document in made] == ["Number 0", "Number 1", "Number 2", None]
    assert made[3].head == 0


def test_it_numbers_updates_without_a_gap() -> None:
    document, typist = store.create({}), Typist()
    assert store.append(document.pk, [typist.types("summary", "one ")], [None]) == 1
    assert (
        store.append(document.pk, [typist.types("summary", "two "), typist.types("summary", "three")], [None] * 2) == 3
    )
    assert [seq for seq, _ in store.tail(document.pk)] == [1, 2, 3]
    assert [seq for seq, _ in store.tail(document.pk, 2)] == [3]
    assert store.texts(document.pk) == {"summary": "one two three"}


def test_it_takes_nothing_while_it_is_locked() -> None:
    document = store.create({"summary": "Final"})
    store.lock(document.pk)
    with pytest.raises(store.Locked):
        store.write(document.pk, "summary", "Not final")
    store.unlock(document.pk)
    assert store.write(document.pk, "summary", "Not final")


def test_it_takes_no_more_than_its_quota(monkeypatch: pytest.MonkeyPatch) -> None:
    document = store.create({"summary": "x" * 500})
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", 1000)
    with pytest.raises(store.Full):
        store.write(document.pk, "summary", "y" * 900)
    assert store.texts(document.pk) == {"summary": "x" * 500}


def test_it_takes_no_longer_section_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    document = store.create({"summary": "short"})
    monkeypatch.setattr(limits, "SECTION_CHARACTERS", 10)
    with pytest.raises(store.Full):
        store.write(document.pk, "summary", "longer than ten characters")


def test_it_knows_no_document_that_does_not_exist() -> None:
    for ask in (store.load, store.texts, store.lock, store.mark, store.compact):
        with pytest.raises(Document.DoesNotExist):
            ask(404)
    with pytest.raises(Document.DoesNotExist):
        store.append(404, [b"\0\0"], [None])


def test_it_says_when_an_edit_changed_nothing() -> None:
    document = store.create({"summary": "Same"})
    assert not store.write(document.pk, "summary", "Same")
    assert [seq for seq, _ in store.tail(document.pk)] == [1]


def test_it_keeps_what_was_typed_beside_a_write() -> None:
    document = store.create({"summary": "The pool ran dry."})
    typist = Typist().reads(document)
    typed = typist.types("summary", " It was noticed late.")
    store.write(document.pk, "summary", "The connection pool ran dry.")
    store.append(document.pk, [typed], [None])
    assert store.texts(document.pk) == {"summary": "The connection pool ran dry. It was noticed late."}


def test_it_gives_back_an_append_with_its_transaction() -> None:
    document = store.create({"summary": "Kept"})
    with pytest.raises(RuntimeError), transaction.atomic():
        store.write(document.pk, "summary", "Lost")
        raise RuntimeError
    assert store.texts(document.pk) == {"summary": "Kept"}


def test_it_folds_what_was_materialised_and_nothing_beyond() -> None:
    document, typist = store.create({"summary": "Begin "}), Typist()
    typist.reads(document)
    for n in range(10):
        store.append(document.pk, [typist.types("summary", f"{n} ")], [None])
    Document.objects.filter(pk=document.pk).update(materialised=8)
    before = store.texts(document.pk)
    assert store.compact(document.pk) == 7
    assert [seq for seq, _ in store.tail(document.pk)] == [8, 9, 10, 11]
    assert store.texts(document.pk) == before
    size = sum(len(data) for data in Update.objects.values_list("data", flat=True))
    assert Document.objects.get().size == size
    assert store.compact(document.pk) == 0


def test_it_does_not_fold_a_log_with_a_hole() -> None:
    document, typist = store.create({}), Typist()
    rows = [typist.types("summary", word) for word in ("one ", "two ", "three ")]
    store.append(document.pk, [rows[0], rows[2]], [None, None])
    Document.objects.update(materialised=2)
    with pytest.raises(crdt.Invalid):
        store.compact(document.pk)
    assert len(store.tail(document.pk)) == 2


def test_it_lets_an_old_copy_come_back_after_folding() -> None:
    document = store.create({"summary": "One. "})
    away = Typist().reads(document)
    for n in range(5):
        store.write(document.pk, "summary", f"One. Line {n}.")
    Document.objects.update(materialised=6)
    store.compact(document.pk)
    store.append(document.pk, [away.types("summary", "Offline.")], [None])
    text = store.texts(document.pk)["summary"]
    assert sorted(text.replace(". ", ".").split(".")[:-1]) == ["Line 4", "Offline", "One"]


def test_it_marks_where_contributions_part() -> None:
    document = store.create({"summary": "One"})
    store.write(document.pk, "summary", "One two")
    assert store.mark(document.pk) == 2
    assert Document.objects.get().marked == 2


def test_it_merges_what_does_not_touch() -> None:
    document = store.create({"summary": "The pool ran dry at ten."})
    base = store.texts(document.pk)["summary"]
    store.write(document.pk, "summary", "The pool ran dry at eleven.")
    merged = store.merge(document.pk, "summary", base=base, mine="The connection pool ran dry at ten.")
    assert merged == store.Merged("The connection pool ran dry at eleven.", clean=True)
    assert store.texts(document.pk)["summary"] == merged.text


def test_it_leaves_out_what_clashes_and_says_so() -> None:
    document = store.create({"summary": "It broke at ten. Nobody saw."})
    base = store.texts(document.pk)["summary"]
    store.write(document.pk, "summary", "It broke at eleven. Nobody saw.")
    merged = store.merge(document.pk, "summary", base=base, mine="It broke at twelve. Somebody saw.")
    assert merged == store.Merged("It broke at eleven. Somebody saw.", clean=False)


def test_it_makes_a_client_one_persons_for_ever(cast: Cast) -> None:
    document = store.create({})
    assert store.claim(document.pk, [7, 8], cast.bob.pk) == {7: cast.bob.pk, 8: cast.bob.pk}
    assert store.claim(document.pk, [8, 9], cast.alice.pk) == {8: cast.bob.pk, 9: cast.alice.pk}


def test_a_document_can_be_changed_by_any_function() -> None:
    document = store.create({"summary": "One. "})

    def change(doc: Doc[Any]) -> None:
        crdt.append_text(doc, "summary", "Two.")
        crdt.append_text(doc, "impact", "Three.")

    assert store.edit(document.pk, change)
    assert store.texts(document.pk) == {"impact": "Three.", "summary": "One. Two."}
