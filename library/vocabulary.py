"""The words that somebody may have meant. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

SHORTEST, LONGEST = 4, 40
# Without figures: numbers and codes are not misspelt, they are others.
_WORD = re.compile(r"[^\W\d_]+")


def vocabulary(texts: Iterable[str]) -> list[str]:
    """Different words, in the order that all writers take them in."""
    found = {word for text in texts for word in _WORD.findall(text.lower())}
    return sorted(word for word in found if SHORTEST <= len(word) <= LONGEST)
