"""The hints about blame of a draft's texts: worked out anew only for a text that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from postmortems.advice.names import is_ordinary, is_personal
from postmortems.blameless import Hint, Lists, check
from postmortems.snapshot import Person

# Texts that are being written in at the same time, with what each was a moment ago.
MOST_TEXTS = 500


@lru_cache(MOST_TEXTS)
def hints(text: str, lists: Lists) -> tuple[Hint, ...]:
    return tuple(check(text, lists))


def lists_of(rows: Sequence[Mapping[str, Sequence[str]]], people: Iterable[Person] = ()) -> Lists:
    """What the organisation added to the words (no row, or one), and the names of people the text may speak of."""
    words = {name: frozenset(found) for row in rows for name, found in row.items()}
    known = [person for person in people if is_personal(person.name.split())]
    parts = {part for person in known for part in person.name.split() if part[0].isupper() and not is_ordinary(part)}
    names = frozenset(part.lower() for part in parts)
    handles = frozenset(person.handle.lower() for person in known if person.is_involved and person.handle)
    return Lists(**words, people=names, handles=handles)
