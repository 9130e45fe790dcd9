"""A document's log: synchronous, and usable in any transaction.

Updates are numbered under the document's row lock: the order of numbers is the order of commits, without a gap.
What reaches into a document from a transaction belongs at its end: the row's lock keeps typists waiting until commit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Count
from pycrdt import Doc

from kit import clock
from live import bell, crdt, limits, merging, rights
from live.models import Document, Update, Writer

# One statement numbers, asks for lock and quota, inserts and rings the bell.
APPEND = """
WITH head AS (
    UPDATE live_document SET head = head + %(count)s, size = size + %(size)s
    WHERE id = %(document)s AND NOT locked AND size + %(size)s <= %(most)s RETURNING head
), rows AS (
    INSERT INTO live_update (document_id, seq, data, author_id, at)
    SELECT %(document)s, head.head - %(count)s + u.n, u.data, u.author, %(at)s
    FROM head, unnest(%(data)s::bytea[], %(authors)s::bigint[]) WITH ORDINALITY AS u(data, author, n)
)
SELECT head.head, pg_notify('live', concat('u:', %(document)s::bigint, ':', head.head, ':', %(words)s::text)) FROM head
"""
TAIL = "SELECT seq, data, author_id, at FROM live_update WHERE document_id = %s AND seq > %s ORDER BY seq"
# Fewer rows than this are read as quickly as one.
UNFOLDED_ROWS = 20
# Distinguishes the advisory locks of compaction from any other's.
FOLDING = 0x11FE


class Locked(Exception):
    """The log takes no more updates."""


class Full(Exception):
    """The document, or a section of it, would become larger than it may be."""


@dataclass(frozen=True)
class Merged:
    text: str
    # False: some differences clashed with what others wrote, and were left out.
    clean: bool


def create(texts: Mapping[str, str], *, author_id: int | None = None) -> Document:
    """A document that begins with these texts, which whoever calls has kept already."""
    return create_many([texts], author_id=author_id)[0]


def create_many(documents: Iterable[Mapping[str, str]], *, author_id: int | None = None) -> list[Document]:
    """In the order given, by two statements for each 1,000."""
    beginnings = [crdt.change_to(texts) if any(texts.values()) else b"" for texts in documents]
    with transaction.atomic():
        made: list[Document] = Document.objects.bulk_create(
            [Document(head=n, materialised=n, marked=n, size=len(data)) for data in beginnings for n in [bool(data)]],
            batch_size=1000,
        )
        Update.objects.bulk_create(
            [
                Update(document=document, seq=1, data=data, author_id=author_id)
                for document, data in zip(made, beginnings, strict=True)
                if data
            ],
            batch_size=1000,
        )
    return made


def appending(document_id: int, updates: Sequence[bytes], authors: Sequence[int | None]) -> dict[str, Any]:
    """Parameters of APPEND."""
    return {
        "document": document_id,
        "count": len(updates),
        "size": sum(map(len, updates)),
        "most": limits.DOCUMENT_BYTES,
        "data": list(updates),
        "authors": list(authors),
        "at": clock.now(),
        "words": f"{len(updates)}:{bell.inlined(updates)}",
    }


def append(document_id: int, updates: Sequence[bytes], authors: Sequence[int | None]) -> int:
    """Durable when the surrounding transaction commits, at once if there is none. Returns the last number.

    Raises Locked, Full, or Document.DoesNotExist. Asks nothing of the updates: rooms and `edit` have done so.
    """
    with connection.cursor() as cursor:
        cursor.execute(APPEND, appending(document_id, updates, authors))
        row = cursor.fetchone()
    if row is None:
        raise refusal(document_id)
    return int(row[0])


def refusal(document_id: int) -> Exception:
    """Why the log took nothing."""
    return Locked() if Document.objects.values_list("locked", flat=True).get(pk=document_id) else Full()


def rows(document_id: int, after: int = 0) -> list[Any]:
    """(number, update, author, time) of the log after `after`, by one statement: compaction cannot tear it."""
    with connection.cursor() as cursor:
        cursor.execute(TAIL, [document_id, after])
        return cursor.fetchall()


def tail(document_id: int, after: int = 0) -> list[tuple[int, bytes]]:
    """(number, update) of the log after `after`; a folded row stands for all it holds."""
    return [(row[0], bytes(row[1])) for row in rows(document_id, after)]


def load(document_id: int) -> tuple[Doc[Any], int, int]:
    """The document as it is now, the number of its newest update, and how many rows it took."""
    found = tail(document_id)
    if not found and not Document.objects.filter(pk=document_id).exists():
        raise Document.DoesNotExist
    return crdt.build(data for _, data in found), found[-1][0] if found else 0, len(found)


def texts(document_id: int) -> dict[str, str]:
    """Every section's text, exactly as of now; a section nobody ever wrote in is missing."""
    return crdt.texts(load(document_id)[0])


def edit(document_id: int, change: Callable[[Doc[Any]], None], *, author_id: int | None = None) -> bool:
    """Change a document while people type in it; False when `change` changed nothing."""
    doc, _, _ = load(document_id)
    state, before = doc.get_state(), doc.get_update()
    change(doc)
    if doc.get_update() == before:
        return False
    if any(len(words) > limits.SECTION_CHARACTERS for words in crdt.texts(doc).values()):
        raise Full
    append(document_id, [doc.get_update(state)], [author_id])
    return True


def write(document_id: int, section: str, text: str, *, author_id: int | None = None) -> bool:
    """Small edits that make the section's text `text`; what is typed meanwhile stays."""
    return edit(document_id, lambda doc: crdt.set_text(doc, section, text), author_id=author_id)


def merge(document_id: int, section: str, *, base: str, mine: str, author_id: int | None = None) -> Merged:
    """Put the differences base → mine into the present text. Those that clash with it are left out."""
    outcome = Merged("", clean=True)

    def change(doc: Doc[Any]) -> None:
        nonlocal outcome
        outcome = Merged(*merging.merged(base, mine, crdt.text(doc, section)))
        crdt.set_text(doc, section, outcome.text)

    edit(document_id, change, author_id=author_id)
    return outcome


def lock(document_id: int) -> None:
    """Take no more updates. In the same transaction as a revision, and after the row was locked, both are the same."""
    _set_locked(document_id, True)


def unlock(document_id: int) -> None:
    _set_locked(document_id, False)


def _set_locked(document_id: int, locked: bool) -> None:
    if not Document.objects.filter(pk=document_id).update(locked=locked):
        raise Document.DoesNotExist
    rights.changed(document_id)


@transaction.atomic
def mark(document_id: int) -> int:
    """The number of the newest update; what is contributed after it is told apart from what was before."""
    document = Document.objects.locked(document_id)
    document.marked = document.head
    document.save(update_fields=["marked"])
    return int(document.head)


@transaction.atomic
def compact(document_id: int) -> int:
    """Fold what has been materialised into one row, without keeping writers waiting. Returns how many rows went.

    0 also when another process is at it. Raises Invalid, changing nothing, when the log has a hole.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [FOLDING, document_id % 2**31])
        if not cursor.fetchone()[0]:
            return 0
    settled = Document.objects.values_list("materialised", flat=True).get(pk=document_id)
    found = [(seq, data) for seq, data in tail(document_id) if seq <= settled]
    if len(found) < 2:
        return 0
    last, folded = found[-1][0], crdt.folded([data for _, data in found])
    of_document = Update.objects.filter(document_id=document_id)
    of_document.filter(seq__lt=last).delete()
    of_document.filter(seq=last).update(data=folded, author=None)
    freed = sum(len(data) for _, data in found) - len(folded)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE live_document SET size = size - %s WHERE id = %s", [freed, document_id])
    return len(found) - 1


def unfolded() -> list[int]:
    """Documents whose log has more rows than it needs."""
    crowded = Update.objects.values("document").annotate(rows=Count("pk")).filter(rows__gt=UNFOLDED_ROWS)
    return list(crowded.order_by("document").values_list("document", flat=True))


def claim(document_id: int, clients: Sequence[int], user_id: int) -> dict[int, int]:
    """Make the client ids that are nobody's yet this person's. Returns whose each of them is."""
    Writer.objects.bulk_create(
        [Writer(document_id=document_id, client=client, user_id=user_id) for client in clients], ignore_conflicts=True
    )
    return writers(document_id, clients)


def writers(document_id: int, clients: Sequence[int] | None = None) -> dict[int, int]:
    """Whose the client ids of a document are; those of Debrief itself are missing."""
    found = Writer.objects.filter(document_id=document_id)
    if clients is not None:
        found = found.filter(client__in=clients)
    return dict(found.values_list("client", "user_id"))
