"""How far one person has read: which sections as they are now, and which revision of the others they know. Plain."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from postmortems.comparison import Laid


@dataclass(frozen=True)
class Mark:
    """`revision` is its number; `digest` of the section as it was then, empty where nobody noted it."""

    section: str
    revision: int
    digest: str


@dataclass(frozen=True)
class Readings:
    """`answered` are the numbers of the revisions that the person gave a verdict on: they know the whole of these."""

    marks: tuple[Mark, ...] = ()
    answered: frozenset[int] = field(default_factory=frozenset)

    def read(self, text: Mapping[str, Laid], number: int) -> set[str]:
        """Keys of what was marked read and is still the same in the text of this revision."""
        return {
            mark.section
            for mark in self.marks
            if (section := text.get(mark.section)) is not None
            and (mark.digest == section.digest or (not mark.digest and mark.revision == number))
        }

    def known(self, key: str, before: int) -> int | None:
        """Number of the newest revision before this one of which they know the section."""
        marked = (mark.revision for mark in self.marks if mark.section == key)
        return max((number for number in (*marked, *self.answered) if number < before), default=None)

    def bases(self, before: int) -> set[int]:
        """Numbers of all the revisions that `known` can answer."""
        keys = {"", *(mark.section for mark in self.marks)}
        return {number for key in keys if (number := self.known(key, before)) is not None}


def readings(marks: Iterable[tuple[str, int, str]], answered: Iterable[int]) -> Readings:
    return Readings(tuple(Mark(*each) for each in marks), frozenset(answered))
