"""The hints about blame of a draft's texts: worked out anew only for a text that changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from postmortems.blameless import Hint, Lists, check

# Texts that are being written in at the same time, with what each was a moment ago.
MOST_TEXTS = 500


@lru_cache(MOST_TEXTS)
def hints(text: str, lists: Lists) -> tuple[Hint, ...]:
    return tuple(check(text, lists))


def lists_of(rows: Sequence[Mapping[str, Sequence[str]]]) -> Lists:
    """What the organisation added to the words: no row, or one."""
    return Lists(**{name: frozenset(words) for row in rows for name, words in row.items()})
