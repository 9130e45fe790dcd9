"""What changed from one text to another, in words rather than letters. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# From character, to character, what stands there instead.
Change = tuple[int, int, str]

LINE = re.compile(r"[^\n]*\n|[^\n]+")
# A word or a sign, and the space after it: spaces by themselves would be found everywhere, which takes long.
WORD = re.compile(r"\w+\s*|\s+|[^\w\s]\s*")
# Comparing more words than this takes long: then frequent ones are not looked for.
MOST_WORDS = 1_500


def changes(before: str, after: str) -> Iterator[Change]:
    """From first to last; they never touch each other's characters."""
    for start, end, new in _differences(LINE.findall(before), LINE.findall(after)):
        for first, last, text in _by_line(before[start:end], new):
            for change in _differences(WORD.findall(before[start + first : start + last]), WORD.findall(text)):
                yield _narrowed(before, start + first, change)


def _by_line(before: str, after: str) -> Iterator[Change]:
    """Line against line where they are as many; otherwise all in one."""
    lines, others = LINE.findall(before), LINE.findall(after)
    if len(lines) != len(others):
        yield 0, len(before), after
        return
    at = 0
    for line, other in zip(lines, others, strict=True):
        yield at, at + len(line), other
        at += len(line)


def _differences(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    # Most changes are in one place: what is the same before and behind it need not be compared.
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    offset = sum(map(len, before[:head]))
    before, after = before[head : len(before) - tail], after[head : len(after) - tail]
    offsets = [offset]
    for token in before:
        offsets.append(offsets[-1] + len(token))
    quick = max(len(before), len(after)) > MOST_WORDS
    for kind, first, last, at, to in SequenceMatcher(None, before, after, autojunk=quick).get_opcodes():
        if kind != "equal":
            yield offsets[first], offsets[last], "".join(after[at:to])


def _narrowed(before: str, head: int, change: Change) -> Change:
    """Something put behind a word or before it leaves that word alone."""
    start, end, new = head + change[0], head + change[1], change[2]
    old = before[start:end]
    if old and new.startswith(old) and _apart(old[-1], new[len(old)]):
        return end, end, new[len(old) :]
    if old and new.endswith(old) and _apart(new[-len(old) - 1], old[0]):
        return start, start, new[: -len(old)]
    return start, end, new


def _apart(one: str, other: str) -> bool:
    return not (one.isalnum() and other.isalnum())
