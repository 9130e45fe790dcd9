"""What in the tray probably proves a milestone, and why: proposals, never more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from signals.heard import ACKNOWLEDGED, ALERT, FIRING, RESOLVED


@dataclass(frozen=True)
class Fact:
    """One signal or message, as far as suggestions care. `means` is what the words of a message speak of."""

    ref: str
    at: datetime
    kind: str = ""
    state: str = ""
    means: str = ""


@dataclass(frozen=True)
class Suggestion:
    milestone: str
    ref: str
    at: datetime
    reason: str


Finder = Callable[[Sequence[Fact]], "Fact | None"]


def suggestions(facts: Iterable[Fact], *, proven: Collection[str]) -> list[Suggestion]:
    """At most one for each milestone that no entry proves yet, in the order of their times."""
    ordered = sorted(facts, key=lambda fact: (fact.at, fact.ref))
    found: list[Suggestion] = []
    for milestone, reason, finder in FINDERS:
        fact = finder(ordered) if milestone not in proven else None
        if fact is not None and all(other.milestone != milestone for other in found):
            found.append(Suggestion(milestone, fact.ref, fact.at, reason))
    return sorted(found, key=lambda one: (one.at, one.milestone))


def _first(state: str, kind: str = ALERT) -> Finder:
    return lambda facts: next((fact for fact in facts if fact.kind == kind and fact.state == state), None)


def _last_recovery(facts: Sequence[Fact]) -> Fact | None:
    """The end of the last alert, unless something has fired after it."""
    alerts = [fact for fact in facts if fact.kind == ALERT and fact.state in (FIRING, RESOLVED)]
    return alerts[-1] if alerts and alerts[-1].state == RESOLVED else None


def _said(milestone: str, *, last: bool = False) -> Finder:
    def finder(facts: Sequence[Fact]) -> Fact | None:
        told = [fact for fact in facts if fact.means == milestone]
        return (told[-1] if last else told[0]) if told else None

    return finder


# What a machine says counts before what somebody said.
FINDERS: tuple[tuple[str, str, Finder], ...] = (
    ("detected", "The first alert that fired", _first(FIRING)),
    ("detected", "The first message that speaks of trouble", _said("detected")),
    ("engaged", "The first acknowledgement of an alert", _first(ACKNOWLEDGED)),
    ("engaged", "The first person who says they are looking", _said("engaged")),
    ("understood", "The first message that names a cause", _said("understood")),
    ("fix_decided", "The first message that decides what to do", _said("fix_decided")),
    ("restored", "The last alert recovered, and none has fired since", _last_recovery),
    ("restored", "The last message that says it works again", _said("restored", last=True)),
    ("resolved", "The last message that gives the all-clear", _said("resolved", last=True)),
)
