"""Texts from before live editing become documents."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from live import store
from live.models import Document
from postmortems.models import Postmortem
from tests.builders.postmortems import TEXTS, a_draft, write
from tests.builders.reviews import published
from tests.cast import Cast

MOVE = import_module("postmortems.migrations.0008_texts_into_documents")


@pytest.fixture
def before(cast: Cast) -> list[Postmortem]:
    """A draft, an empty one and a published one, as they were: with texts and without documents."""
    rows = [a_draft(cast), a_draft(cast), published(cast)]
    write(rows[0], "what_happened", "It broke. 🚑\n\n- é", by=cast.bob)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE postmortems_postmortem ALTER COLUMN document_id DROP NOT NULL")
        cursor.execute("UPDATE postmortems_postmortem SET document_id = NULL")
    return rows


def test_every_write_up_gets_a_document_with_its_texts(before: list[Postmortem]) -> None:
    MOVE.open_documents(apps, None)
    draft, empty, done = (Postmortem.objects.get(pk=row.pk) for row in before)
    assert store.texts(draft.document_id) == {"what_happened": "It broke. 🚑\n\n- é"}
    assert store.texts(empty.document_id) == {}
    assert store.texts(done.document_id)["summary"] == TEXTS["summary"]
    documents = Document.objects.in_bulk([draft.document_id, empty.document_id, done.document_id])
    assert [documents[each.document_id].locked for each in (draft, empty, done)] == [False, False, True]
    assert [documents[each.document_id].head for each in (draft, empty, done)] == [1, 0, 1]
    assert all(document.materialised == document.head for document in documents.values())


def test_it_is_taken_up_where_it_was_broken_off(before: list[Postmortem], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MOVE, "BATCH", 1)
    MOVE.open_documents(apps, None)
    count = Document.objects.count()
    MOVE.open_documents(apps, None)
    assert Document.objects.count() == count
    assert not Postmortem.objects.filter(document=None).exists()
