"""Threads that stand on words: finding the words again while people type, and in another document."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from pycrdt import Doc

from kit.errors import Refused
from live import anchors, bus, crdt, store
from postmortems.models import Postmortem, Thread
from postmortems.models.comment import QUOTE_LIMIT

# Fewer characters than this are found everywhere.
LEAST_TO_FIND = 6
NOT_THERE = (
    "These words are not in the text: they were deleted meanwhile, or have not arrived yet. "
    "Select the words again when everything is saved, or comment on the section."
)


def on_words(postmortem: Postmortem, section: str, data: Any) -> dict[str, Any]:
    """The fields of a thread on these words; the write-up must be exact. Raises Refused when they are not there."""
    try:
        doc, _, _ = store.load(postmortem.document_id)
        whole = doc.get_update()
        [span] = anchors.find(doc, [(section, anchors.read(data))])
    except crdt.Invalid:
        span = None
    if span is None:
        raise Refused(NOT_THERE)
    if span[1] - span[0] > QUOTE_LIMIT:
        raise Refused(f"A comment can be on {QUOTE_LIMIT:,} characters at most. Select fewer words.")
    words = text_of(postmortem, section)[slice(*span)]
    if not words.strip():
        raise Refused("Select words to comment on, not only the space between them.")
    anchor = anchors.name(crdt.build([whole]), section, *span).data
    return {"document_id": postmortem.document_id, "anchor": anchor, "start": span[0], "end": span[1], "quote": words}


def quoted(postmortem: Postmortem, section: str, said: str) -> str:
    """The words that a browser's anchor names in the text as it is now; empty when it names none."""
    try:
        anchor, doc = anchors.read(json.loads(said)), store.load(postmortem.document_id)[0]
        text = crdt.text(doc, section)
        [span] = anchors.find(doc, [(section, anchor)])
    except (ValueError, crdt.Invalid):
        return ""
    return text[slice(*span)] if span else ""


def text_of(postmortem: Postmortem, section: str) -> str:
    found = postmortem.sections.filter(key=section, prose=True).values_list("body", flat=True).first()
    if found is None:
        raise Refused(NOT_THERE)
    return str(found)


def follow(document_id: int, doc: Doc[Any], sections: Collection[str]) -> None:
    """Bring the places of words in step with the texts of these sections, resolved threads included.

    Words that were taken out and put back, or moved within their section, are found again.
    """
    threads = list(Thread.objects.filter(document=document_id, section__in=sections, anchor__isnull=False))
    if not threads:
        return
    whole, texts = doc.get_update(), {key: crdt.text(doc, key) for key in sections}
    spans = anchors.find(doc, [(each.section, anchors.read(each.anchor)) for each in threads])
    moved, news = [], False
    for thread, span in zip(threads, spans, strict=True):
        before = (thread.start, thread.end, thread.anchor)
        thread.start, thread.end = span or (None, None)
        if (place := _found_again(thread, texts[thread.section])) is not None:
            anchor(thread, crdt.build([whole]), *place)
        news |= (before[0] is None) != (thread.start is None)
        if before != (thread.start, thread.end, thread.anchor):
            moved.append(thread)
    Thread.objects.bulk_update(moved, ["start", "end", "anchor"])
    if news:
        bus.announce(document_id, "comments")


def _found_again(thread: Thread, text: str) -> anchors.Span | None:
    """Where the words stand that the thread began with, when it stands on others or none now and that is no doubt."""
    quote = thread.quote
    if len(quote) < LEAST_TO_FIND or text[thread.start or 0 : thread.end or 0] == quote or text.count(quote) != 1:
        return None
    return text.index(quote), text.index(quote) + len(quote)


def anchor(thread: Thread, doc: Doc[Any], start: int, end: int) -> None:
    """Put the thread on these words of a scratch copy; saving it is left to the caller."""
    thread.anchor = anchors.name(doc, thread.section, start, end).data
    thread.start, thread.end = start, end


def carry(postmortem: Postmortem, left: int) -> None:
    """Take the threads on words along from the document `left` into the write-up's present one, which has its texts."""
    threads = list(Thread.objects.filter(postmortem=postmortem, document=left, anchor__isnull=False))
    if not threads:
        return
    whole = store.load(postmortem.document_id)[0].get_update()
    for thread in threads:
        thread.document_id = postmortem.document_id
        doc = crdt.build([whole])
        if thread.start is not None and thread.end is not None and thread.end <= len(crdt.text(doc, thread.section)):
            anchor(thread, doc, thread.start, thread.end)
        else:
            thread.start = thread.end = None
    Thread.objects.bulk_update(threads, ["document", "start", "end", "anchor"])
