"""Plain texts from logs: for search, checks, revisions and rendering."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from pycrdt import Doc

from live import crdt, keepers, store
from live.models import Contribution, Document

# A pause after which the same person's writing in the same section is another spell.
SPELL = timedelta(minutes=10)
# Distinguishes the advisory locks of catching up from any other's.
CATCHING_UP = 0x11FF


@dataclass
class Spell:
    section: str
    author_id: int | None
    first_seq: int
    last_seq: int
    at: datetime
    until: datetime


@dataclass
class Reading:
    """What happened to the texts between two numbers of the log."""

    after: int
    head: int
    doc: Doc[Any]
    changed: dict[str, str] = field(default_factory=dict)
    authors: dict[str, int | None] = field(default_factory=dict)
    spells: list[Spell] = field(default_factory=list)


@transaction.atomic
def materialise(document_id: int) -> int:
    """Bring the plain texts up to the newest update, and keep others from appending until the transaction ends.

    Takes the keeper's locks, then the document's. Returns the number of that update.
    """
    keepers.lock(document_id)
    document = Document.objects.locked(document_id)
    if document.materialised < document.head:
        reading = read(document_id, document.materialised)
        _hand_out(document_id, document.marked, reading)
        Document.objects.filter(pk=document_id).update(materialised=reading.head)
    return int(document.head)


def catch_up(document_id: int) -> bool:
    """The same for the newest update of a moment ago, almost without keeping typists waiting.

    False when another process did it, or is at it: look again later.
    """
    document = Document.objects.get(pk=document_id)
    if document.materialised >= document.head:
        return True
    reading = read(document_id, document.materialised)
    with transaction.atomic():
        keepers.lock(document_id)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [CATCHING_UP, document_id % 2**31])
            if not cursor.fetchone()[0]:
                return False
        if not Document.objects.filter(pk=document_id, materialised=reading.after).exists():
            return False
        _hand_out(document_id, document.marked, reading)
        # Last, for it takes the lock that typists wait for.
        done = Document.objects.filter(pk=document_id, materialised=reading.after).update(materialised=reading.head)
        if not done:
            transaction.set_rollback(True)
        return bool(done)


def behind() -> Iterator[int]:
    """Documents whose texts are not up to date."""
    yield from Document.objects.filter(materialised__lt=F("head")).order_by("pk").values_list("pk", flat=True)


def read(document_id: int, after: int) -> Reading:
    """Raises Invalid when the log cannot be read."""
    rows = store.rows(document_id)
    doc = crdt.build(bytes(row[1]) for row in rows if row[0] <= after)
    reading = Reading(after, after, doc)
    known = crdt.texts(doc)
    before = dict(known)
    new = [row for row in rows if row[0] > after]
    for author_id, run in groupby(new, key=lambda row: row[2]):
        group = list(run)
        crdt.apply(doc, (bytes(row[1]) for row in group))
        now = crdt.texts(doc)
        for section in [section for section in now if now[section] != known.get(section, "")]:
            reading.authors[section] = author_id
            _note(reading, section, author_id, group)
        known = now
        reading.head = group[-1][0]
    reading.changed = {section: words for section, words in known.items() if words != before.get(section, "")}
    return reading


def _note(reading: Reading, section: str, author_id: int | None, group: Sequence[Any]) -> None:
    first, last, at, until = group[0][0], group[-1][0], group[0][3], group[-1][3]
    for spell in reading.spells:
        if (spell.section, spell.author_id) == (section, author_id) and at - spell.until < SPELL:
            spell.last_seq, spell.until = last, until
            return
    reading.spells.append(Spell(section, author_id, first, last, at, until))


def _hand_out(document_id: int, marked: int, reading: Reading) -> None:
    for spell in reading.spells:
        going_on = Contribution.objects.filter(
            document_id=document_id,
            section=spell.section,
            author_id=spell.author_id,
            last_seq__gt=marked,
            until__gt=spell.at - SPELL,
        ).order_by("-last_seq")[:1]
        if not Contribution.objects.filter(pk__in=going_on.values("pk")).update(
            last_seq=spell.last_seq, until=spell.until
        ):
            Contribution.objects.create(document_id=document_id, **vars(spell))
    authors = {section: reading.authors[section] for section in reading.changed}
    keepers.keep(document_id, reading.changed, authors)
    keepers.follow(document_id, reading.doc, reading.changed)
