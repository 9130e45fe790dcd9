"""Three-way merge of texts: what one person changed, put into what others made of it meanwhile. Pure functions."""

from collections.abc import Sequence

from live.differences import Change, changes


def merged(base: str, mine: str, theirs: str) -> tuple[str, bool]:
    """`theirs` with the differences base → mine put in, and whether all of them found their place.

    Where both changed the same words differently, theirs stays. Where both put something, theirs comes first.
    """
    made = list(changes(base, theirs))
    wanted = [change for change in changes(base, mine) if change not in made]
    fitting = [change for change in wanted if not any(_clash(change, other) for other in made)]
    both = sorted([*made, *fitting], key=lambda change: change[:2])
    return _applied(base, both), len(fitting) == len(wanted)


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
