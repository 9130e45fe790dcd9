"""Who wrote in which section, from one frozen revision to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from live.models import Contribution
from postmortems.models import Postmortem, Revision


@dataclass(frozen=True)
class Written:
    """The people of one section, in the order in which they began."""

    key: str
    title: str
    handles: tuple[str, ...]


def by_revision(postmortem: Postmortem, revisions: Sequence[Revision]) -> dict[int | None, list[Written]]:
    """Key of a revision → what was written for it since the one before; under None what no revision has yet.

    Sections are in their order. A revision from before live editing has nothing. Two queries.
    """
    titles = dict(postmortem.sections.values_list("key", "title"))
    documents = {postmortem.document_id, *(each.document_id for each in revisions if each.document_id)}
    rows = Contribution.objects.filter(document__in=documents, author__isnull=False).order_by("first_seq")
    found: dict[int | None, dict[str, list[str]]] = {}
    for document_id, key, handle, last in rows.values_list("document", "section", "author__handle", "last_seq"):
        revision = _first_with(revisions, document_id, last)
        if key in titles and (revision is not None or document_id == postmortem.document_id):
            handles = found.setdefault(revision.pk if revision else None, {}).setdefault(key, [])
            handles += [handle] if handle not in handles else []
    return {pk: list(_in_order(titles, by_key)) for pk, by_key in found.items()}


def between(
    postmortem: Postmortem, revisions: Sequence[Revision], old: Revision, new: Revision | None
) -> dict[str, list[str]]:
    """Key of a section → the handles of those who wrote in it after the one revision and up to the other, or to now."""
    written = by_revision(postmortem, revisions)
    later = sorted((each for each in revisions if each.number > old.number), key=lambda each: each.number)
    keys: list[int | None] = [each.pk for each in later if new is None or each.number <= new.number]
    found: dict[str, list[str]] = {}
    for key in [*keys, None] if new is None else keys:
        for each in written.get(key, ()):
            handles = found.setdefault(each.key, [])
            handles += [handle for handle in each.handles if handle not in handles]
    return found


def _first_with(revisions: Sequence[Revision], document_id: int, last: int) -> Revision | None:
    """The earliest revision that has the document's update `last`."""
    having = [each for each in revisions if each.document_id == document_id and each.head >= last]
    return min(having, key=lambda each: each.number, default=None)


def _in_order(titles: dict[str, str], by_key: dict[str, list[str]]) -> Iterator[Written]:
    for key, title in titles.items():
        if key in by_key:
            yield Written(key, title, tuple(by_key[key]))
