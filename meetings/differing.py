"""Where recollections differ, as questions for the room: in times, in what was seen, in what was expected. Pure.

The questions name people and moments but quote nobody: who takes their words back takes them back everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations

from rapidfuzz import fuzz

from meetings.lanes import Moment, Told

# Memory is no clock: a few minutes are no difference.
APART = timedelta(minutes=5)
# Of 100; two people who say the same in other words lie above it.
ALIKE = 55
# What was expected came about.
AS_EXPECTED = 70
LONGEST_NAME = 80
MOST = 12


@dataclass(frozen=True)
class Difference:
    """`key` names it for good, so that it is asked once; `moment` is the row it is about."""

    key: str
    moment: str
    kind: str
    question: str


def differences(rows: Sequence[Moment]) -> list[Difference]:
    """Times first, then accounts, then expectations; each in the order of time."""
    looks = (_times, _accounts, _expectations)
    return [found for look in looks for row in rows for found in look(row)][:MOST]


def _times(row: Moment) -> Iterable[Difference]:
    """One moment at several times: by several people, or by one and the timeline."""
    if row.entry is None:
        return
    times = {told.at for told in row.told if told.at is not None}
    given = sorted({*times, row.entry.at})
    if times and given[-1] - given[0] >= APART:
        shown = " and ".join((clocked(given[0]), clocked(given[-1])))
        question = f"{named(row)} is placed between {shown} UTC. Which trace says when it was?"
        yield Difference(f"times:{row.key}", row.key, "Different times", question)


def _accounts(row: Moment) -> Iterable[Difference]:
    """Several people who tell one moment each in their own way."""
    said = {told.teller: told for told in row.told if told.saw}
    pairs = [(a, b) for a, b in combinations(sorted(said), 2) if _alike(said[a], said[b]) < ALIKE]
    if pairs:
        people = sorted({teller for pair in pairs for teller in pair})
        whose = ", ".join(f"@{teller}" for teller in people)
        question = f"{named(row)} looked different to {whose}. What did each of them see that the others could not?"
        yield Difference(f"accounts:{row.key}", row.key, "Several accounts of one moment", question)


def _expectations(row: Moment) -> Iterable[Difference]:
    """Something else was expected than what was seen."""
    for told in row.told:
        if told.expected and told.saw and fuzz.token_set_ratio(told.expected.lower(), told.saw.lower()) < AS_EXPECTED:
            question = f"@{told.teller} expected something else {_where(row)}. What made it sensible to expect that?"
            yield Difference(f"expected:{told.key}", row.key, "Expected something else", question)


def _alike(one: Told, other: Told) -> float:
    return fuzz.token_set_ratio(_words(one), _words(other))


def _words(told: Told) -> str:
    return f"{told.saw} {told.did}".lower()


def named(row: Moment) -> str:
    """What a moment is called in a question."""
    if row.entry is not None:
        text = row.entry.text
        return f"“{text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1].rstrip() + '…'}”"
    return f"The moment at {clocked(row.at)} UTC" if row.at is not None else "A moment without a time"


def clocked(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%H:%M")


def _where(row: Moment) -> str:
    if row.entry is not None:
        return f"at {named(row)}"
    return f"at {clocked(row.at)} UTC" if row.at is not None else "at a moment without a time"
