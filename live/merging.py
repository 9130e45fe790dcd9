"""Three-way merge of texts: what one person changed, put into what others made of it meanwhile. Pure functions."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from live.differences import Change, changes


def merged(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """`theirs` with the differences base → mine put in, and whether all of them found their place.

    Where both changed the same words differently, theirs stays. Where both put something, theirs comes first, and lines
    that are in it already are not put in again: mine may be what was saved before, with more added.
    """
    made = _slid(base, list(changes(base, theirs)))
    wanted = [change for change in _slid(base, list(changes(base, mine))) if change not in made]
    fitting = [change for change in wanted if not any(_clash(change, other) for other in made)]
    fresh = [(start, end, _unsaid(start, end, text, made)) for start, end, text in fitting]
    both = sorted([*made, *fresh], key=lambda change: change[:2])
    return _applied(base, both), len(fitting) == len(wanted)


def _slid(base: str, made: Sequence[Change]) -> list[Change]:
    """The same, with what is put in as far to the right as it can stand, so that the same is found in both."""
    found = []
    for place, (start, end, text) in enumerate(made):
        stop = made[place + 1][0] if place + 1 < len(made) else len(base)
        turns = 0
        while start == end and start + turns < stop and text[turns % len(text)] == base[start + turns]:
            turns += 1
        turn = turns % len(text) if turns else 0
        found.append((start + turns, end + turns, text[turn:] + text[:turn]))
    return found


def _clash(one: Change, other: Change) -> bool:
    """Whether they touch a common character, or one puts something inside of what the other replaces."""
    return one[0] < other[1] and other[0] < one[1]


def _unsaid(start: int, end: int, mine: str, made: Sequence[Change]) -> str:
    """What is left to put in when `mine` goes where others have put something that holds a part of it."""
    theirs = next((new for first, last, new in made if first == last == start == end), "")
    if mine.startswith(theirs):
        return mine[len(theirs) :]
    if theirs.startswith(mine):
        return ""
    said, lines = theirs.split("\n"), mine.split("\n")
    blocks = SequenceMatcher(None, said, lines, autojunk=False).get_matching_blocks()
    known = {place for block in blocks for place in range(block.b, block.b + block.size)}
    if not any(lines[place].strip() for place in known):
        return mine
    rest = "\n".join(line for place, line in enumerate(lines) if place not in known)
    return rest and (f"{rest}\n" if theirs.endswith("\n") else f"\n{rest}")


def _applied(text: str, made: Sequence[Change]) -> str:
    parts: list[str] = []
    at = 0
    for start, end, new in made:
        parts += (text[at:start], new)
        at = end
    return "".join([*parts, text[at:]])
