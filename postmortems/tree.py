"""Five whys as a tree: lines of questions, which fork where an answer has more than one hypothesis. Pure."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")

# Key of a rung → key of the one above it, in the order in which rungs are read.
Parents = Mapping[Any, Any]


@dataclass(frozen=True)
class Branch:
    """A line from its first rung down, and the hypotheses its last answer forks into.

    `name` says which hypothesis it is, and is empty where there is no other. `start` is the number of its first rung.
    """

    name: str
    start: int
    keys: tuple[Any, ...]
    fork: tuple[Branch, ...] = ()


def branches(parents: Parents) -> tuple[Branch, ...]:
    """The lines that begin at the top. What hangs on a rung that is not there is left out."""
    below: dict[Hashable, list[Any]] = {}
    for key, parent in parents.items():
        below.setdefault(parent, []).append(key)
    return _fork(below.get(None, []), below, 1)


def _fork(keys: Sequence[Any], below: Mapping[Any, list[Any]], number: int) -> tuple[Branch, ...]:
    names = [hypothesis(place) for place in range(len(keys))] if len(keys) > 1 else [""] * len(keys)
    return tuple(_branch(key, below, number, name) for key, name in zip(keys, names, strict=True))


def _branch(key: Any, below: Mapping[Any, list[Any]], number: int, name: str) -> Branch:
    keys = [key]
    while len(following := below.get(keys[-1], [])) == 1:
        keys += following
    return Branch(name, number, tuple(keys), _fork(below.get(keys[-1], []), below, number + len(keys)))


def hypothesis(place: int) -> str:
    """ "Second hypothesis" for place 1."""
    return f"{ORDINALS[place]} hypothesis" if place < len(ORDINALS) else f"Hypothesis {place + 1}"


def numbered(found: Sequence[Branch]) -> Iterator[tuple[Any, int, Branch]]:
    """Every rung with how deep it lies and its line, as a reader meets them."""
    for branch in found:
        yield from ((key, number, branch) for number, key in enumerate(branch.keys, branch.start))
        yield from numbered(branch.fork)


def with_below(key: Any, parents: Parents) -> set[Any]:
    """The rung and everything asked below it."""
    found, reached = {key}, True
    while reached:
        below = {each for each, parent in parents.items() if parent in found} - found
        found |= below
        reached = bool(below)
    return found


def swapped(upper: Any, lower: Any, parents: Parents) -> dict[Any, Any]:
    """Key → its new parent, for the rungs that get another one when `lower` changes places with `upper` above it.

    The tree keeps its shape: what hung on the one hangs on the other.
    """
    turned = {upper: lower, lower: upper}
    after = {turned.get(key, key): turned.get(parent, parent) for key, parent in parents.items()}
    return {key: parent for key, parent in after.items() if parents[key] != parent}


def neighbour(key: Any, parents: Parents, step: int) -> Any:
    """The hypothesis before (-1) or after (1) this one on the same answer; None at the end."""
    beside = [each for each, parent in parents.items() if parent == parents[key]]
    place = beside.index(key) + step
    return beside[place] if 0 <= place < len(beside) else None


def first_below(key: Any, parents: Parents) -> Any:
    return next((each for each, parent in parents.items() if parent == key), None)


def homes(key: Any, parents: Parents) -> Collection[Any]:
    """The rungs this one can hang on: not itself, nothing below it."""
    gone = with_below(key, parents)
    return [each for each in parents if each not in gone]
