"""Counting in Markdown as people write it."""

from __future__ import annotations

import re

_ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|etc|approx|vs|cf|no|incl|max|min|ca)\.(?=\s)", re.I)
_END = re.compile(r"[.!?…](?:[\"'”’)*_\]]*)(?=\s|$)|\n\s*\n")


def sentences(text: str) -> int:
    """How many sentences; a last one without its full stop counts."""
    plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text.strip())
    return sum(bool(re.search(r"\w", part)) for part in _END.split(plain))


def words(text: str) -> int:
    """How many words, marks of Markdown that stand alone not counted."""
    return sum(bool(re.search(r"\w", word)) for word in text.split())
