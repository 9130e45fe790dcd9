"""Three-way merge of texts: what one person changed, put into what others made of it meanwhile. Pure functions."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# From character, to character, what stands there instead.
Change = tuple[int, int, str]

LINE = re.compile(r"[^\n]*\n|[^\n]+")
WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Comparing more words than this takes long; then lines will do.
MOST_WORDS = 2_000


def merged(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """`theirs` with the differences base → mine put in, and whether all of them found their place.

    Where both changed the same words differently, theirs stays. Where both put something, theirs comes first.
    """
    made = list(changes(base, theirs))
    wanted = [change for change in changes(base, mine) if change not in made]
    fitting = [change for change in wanted if not any(_clash(change, other) for other in made)]
    both = sorted([*made, *fitting], key=lambda change: change[:2])
    return _applied(base, both), len(fitting) == len(wanted)


def changes(before: str, after: str) -> Iterator[Change]:
    """From first to last."""
    for start, end, new in _differences(LINE.findall(before), LINE.findall(after)):
        words, others = WORD.findall(before[start:end]), WORD.findall(new)
        if not words or not others or max(len(words), len(others)) > MOST_WORDS:
            yield start, end, new
        else:
            for first, last, text in _differences(words, others):
                yield start + first, start + last, text


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    offsets = [0]
    for token in before:
        offsets.append(offsets[-1] + len(token))
    for kind, first, last, at, to in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            yield offsets[first], offsets[last], "".join(after[at:to])


def _clash(one: Change, other: Change) -> bool:
    """Whether they touch a common character, or one puts something inside of what the other replaces."""
    return one[0] < other[1] and other[0] < one[1]


def _applied(text: str, made: Sequence[Change]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in made:
        parts += (text[at:start], new)
        at = end
    return "".join([*parts, text[at:]])
