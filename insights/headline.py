"""The sentence above everything: one thing that got better or is well, one that is weak. Only what can be concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from insights.facts import Facts
from insights.scope import Scope
from insights.shown import Shown
from insights.statistics import wilson


@dataclass(frozen=True)
class Piece:
    """Words of the sentence; `strong` ones are the finding, and lead to the rows that bear it out."""

    text: str
    strong: bool = False
    href: str = ""


def headline(all_shown: Mapping[str, Shown], facts: Facts, scope: Scope) -> list[Piece]:
    good, weak = next(_good(all_shown), []), next(_weak(all_shown), [])
    if good and weak:
        return [*good, Piece(". The weak spot: "), *weak, Piece(".")]
    if good or weak:
        return _begun([*(good or weak), Piece(".")])
    n, due = all_shown["incidents"].now.n, all_shown["deadline"].now.n
    things = f"{n:,} incident{'' if n == 1 else 's'} and {due:,} action{'' if due == 1 else 's'} due"
    return [Piece(f"Nothing can be concluded from {scope.period.label}: {things}.")]


def _good(all_shown: Mapping[str, Shown]) -> Iterator[list[Piece]]:
    """In the order of what matters: the first that holds is said."""
    ttr = all_shown["ttr"]
    if ttr.direction == "good":
        share = 1 - (ttr.now.value or 0) / (ttr.before.value or 1)
        yield [Piece("Incidents are resolved "), Piece(f"{share * 100:.0f}% faster than before", True, ttr.href)]
    deadline = all_shown["deadline"]
    if _clearly(deadline) is True:
        yield [Piece(f"{deadline.value} of actions were done by their deadline", True, deadline.href)]
    publish = all_shown["publish"]
    if publish.is_met:
        yield [Piece("Half of all write-ups are out "), Piece(f"within {publish.value}", True, publish.href)]
    incidents = all_shown["incidents"]
    if incidents.has_changed and (incidents.now.value or 0) < (incidents.before.value or 0):
        fewer = f"{incidents.now.n:,} incidents instead of {incidents.before.n:,}"
        yield [Piece(fewer, True, incidents.href), Piece(" in the same time")]


def _weak(all_shown: Mapping[str, Shown]) -> Iterator[list[Piece]]:
    deadline, high, publish, ttr = (all_shown[key] for key in ("deadline", "high", "publish", "ttr"))
    if _clearly(deadline) is False:
        yield [
            Piece(f"{deadline.value} of actions were done by their deadline", True, deadline.href),
            Piece(f", short of the {deadline.target} meant"),
        ]
    if high.now.value is not None and high.is_met is False:
        late = high.now.n - (high.now.hits or 0)
        text = f"{late:,} of {high.now.n:,} high-priority actions were not done by their deadline"
        yield [Piece(text, True, high.href)]
    if publish.is_met is False:
        yield [Piece("half of all write-ups take "), Piece(f"longer than {publish.value}", True, publish.href)]
    if ttr.direction == "bad":
        share = (ttr.now.value or 0) / (ttr.before.value or 1) - 1
        yield [Piece("incidents take "), Piece(f"{share * 100:.0f}% longer to resolve than before", True, ttr.href)]
    recurring = all_shown["recurring"]
    if recurring.now.n:
        text = f"{recurring.now.n:,} failure{'' if recurring.now.n == 1 else 's'} came back"
        yield [Piece(text, True, recurring.href)]


def _clearly(shown: Shown) -> bool | None:
    """Whether a share meets its target or misses it, beyond chance; None when that cannot be said."""
    if shown.now.value is None or shown.now.hits is None or shown.measure.target is None:
        return None
    low, high = wilson(shown.now.hits, shown.now.n)
    if low >= shown.measure.target:
        return True
    return False if high < shown.measure.target else None


def _begun(pieces: list[Piece]) -> list[Piece]:
    first = pieces[0]
    return [Piece(first.text[:1].upper() + first.text[1:], first.strong, first.href), *pieces[1:]]


def plain(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)
