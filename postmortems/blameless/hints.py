"""What the checker answers, and what an organisation adds to its words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

_SPACE = re.compile(r"[\s*_~`]+")


@dataclass(frozen=True)
class Lists:
    """Words of an organisation, lower case. Roles are nouns for people, `people` first names and surnames one by one,
    `handles` theirs without the @; what stands in `leave_alone`, words or phrases, no hint may touch."""

    roles: frozenset[str] = field(default_factory=frozenset)
    people: frozenset[str] = field(default_factory=frozenset)
    handles: frozenset[str] = field(default_factory=frozenset)
    judgements: frozenset[str] = field(default_factory=frozenset)
    leave_alone: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True)
class Reframing:
    """Words from the sentence, put so that they name the system, for the source between start and end: `words`."""

    start: int
    end: int
    words: str
    text: str

    def applied(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]


@dataclass(frozen=True)
class Hint:
    """Offsets are of the source; the fingerprint names this sentence and pattern, wherever it stands."""

    start: int
    end: int
    quote: str
    pattern: str
    label: str
    why: str
    question: str
    ideas: tuple[str, ...]
    fingerprint: str
    reframing: Reframing | None = None


def fingerprint(pattern: str, sentence: str) -> str:
    """The same for the same words: spacing, emphasis and letter case do not count, nor does the place."""
    plain = _SPACE.sub(" ", sentence).strip().casefold()
    return hashlib.sha256(f"{pattern}\n{plain}".encode("utf-8", "replace")).hexdigest()[:20]
