from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from cydifflib import SequenceMatcher

from kit.diff import Op, Piece, aligned, diff_words
from kit.memory import Memory
from postmortems.comparison.laid import Laid, laid
from postmortems.comparison.rows import RowChange, changed_rows
from postmortems.comparison.told import Told, told
from postmortems.content import Content

NOTHING = Laid("", "")
MEMORY_CHARACTERS = 4_000_000


@dataclass(frozen=True)
class Paragraph:
    """`change` is same, changed, added or removed."""

    change: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class SectionChange:
    """What happened to a section: its own text, then the rows of its blocks that differ.

    `name` is the same for the same change, in whichever write-up.
    """

    key: str
    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    rows: tuple[RowChange, ...] = ()
    counts: Counter[str] = field(default_factory=Counter)
    name: str = ""

    @property
    def is_changed(self) -> bool:
        return bool(self.counts)

    @property
    def added(self) -> int:
        return self.counts["added"] + self.counts["changed"]

    @property
    def removed(self) -> int:
        return self.counts["removed"] + self.counts["changed"]

    @property
    def said(self) -> str:
        """ "2 changed, 1 added"."""
        names = ("changed", "added", "removed", "moved")
        return ", ".join(f"{self.counts[name]} {name}" for name in names if self.counts[name]) or "Unchanged"

    @property
    def runs(self) -> list[tuple[bool, list[Paragraph]]]:
        """(unchanged?, paragraphs) so that unchanged ones can be folded away."""
        return [(same, list(run)) for same, run in groupby(self.paragraphs, lambda each: each.change == "same")]


def _size(change: SectionChange) -> int:
    """In letters; an object costs about as much as a hundred."""
    pieces = [piece for paragraph in change.paragraphs for piece in paragraph.pieces]
    for row in change.rows:
        pieces += [*row.pieces, *(piece for field in row.fields for piece in field.pieces)]
    return sum(len(piece.text) + 100 for piece in pieces) + 1_000


_memory = Memory[SectionChange](MEMORY_CHARACTERS, _size)


def compare(old: Content | None, new: Content, related: Collection[int] | None = None) -> list[SectionChange]:
    """One for each section of `new`, then those only `old` has; without `old` everything is added.

    `related`: see `laid`.
    """
    return compare_laid(laid(old, related) if old else {}, laid(new, related))


def compare_laid(old: Mapping[str, Laid], new: Mapping[str, Laid]) -> list[SectionChange]:
    keys = [*new, *(key for key in old if key not in new)]
    return [_kept(key, old.get(key, NOTHING), new.get(key, NOTHING)) for key in keys]


def _kept(key: str, was: Laid, now: Laid) -> SectionChange:
    """Reviewers open the same changes one after the other, and each again after every answer."""
    name = f"{key}:{was.digest}:{now.digest}"
    if (found := _memory.get(name)) is None:
        _memory.put(name, found := replace(_section(key, was, now), name=name))
    return found


def _section(key: str, was: Laid, now: Laid) -> SectionChange:
    title = now.title or was.title
    if was is not NOTHING and was.digest == now.digest:
        same = tuple(Paragraph("same", (Piece(Op.EQUAL, text),)) for text in now.paragraphs)
        return SectionChange(key, title, same)
    texts = tuple(paragraphs(was.paragraphs, now.paragraphs))
    rows = (
        changed_rows(_heading(was), _heading(now)) if NOTHING not in (was, now) or was.is_empty is now.is_empty else []
    )
    for part in dict.fromkeys([*now.parts, *was.parts]):
        rows += changed_rows(*(told(part, each.parts[part]) if part in each.parts else [] for each in (was, now)))
    counts = Counter(each.change for each in texts if each.change != "same")
    counts.update(row.change for row in rows)
    return SectionChange(key, title, texts, tuple(rows), counts)


def _heading(each: Laid) -> list[Told]:
    return [Told("title", "Heading", {"": each.title})] if each.title else []


def paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Paragraph]:
    """The paragraphs with what changed in each; one that is mostly new is shown as removed and added."""
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            yield from (Paragraph("same", (Piece(Op.EQUAL, text),)) for text in before[a:b])
        else:
            for was, now in aligned(before[a:b], after[c:d]):
                yield from _paragraph(was, now)


def _paragraph(was: str, now: str) -> Iterator[Paragraph]:
    pieces = diff_words(was, now)
    kept = sum(len(piece.text) for piece in pieces if piece.op == Op.EQUAL)
    if was and now and kept * 2 >= max(len(was), len(now)):
        yield Paragraph("same" if was == now else "changed", tuple(pieces))
        return
    if was:
        yield Paragraph("removed", (Piece(Op.DELETE, was),))
    if now:
        yield Paragraph("added", (Piece(Op.INSERT, now),))
