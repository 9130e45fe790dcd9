"""What the data says to each check of a reviewer's list, counted, with the place to look. It ticks nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from postmortems.advice import Advice
from postmortems.prose import sentences
from postmortems.snapshot import Snapshot
from postmortems.supplied import SUMMARY, WENT_WELL


@dataclass(frozen=True)
class Fact:
    """`section` is the key of the one to look at; `at` the id of a part of the page, or "coverage"."""

    words: str
    section: str = ""
    at: str = ""


@dataclass(frozen=True)
class Known:
    """What is known of the revision: its data, what the checks and the wording found in it."""

    content: Mapping[str, Any]
    snapshot: Snapshot
    advice: Sequence[Advice]
    hints: int

    def found(self, *keys: str) -> int:
        return sum(each.key.startswith(keys) for each in self.advice)

    def block(self, name: str) -> str:
        text = self.snapshot.block(name)
        return text.key if text else ""


def facts(check: str, known: Known) -> list[Fact]:
    """By the words of the check, which administrators may have written; nothing for what nothing is counted of."""
    plain = check.lower()
    return [fact for pattern, said in _TOPICS if pattern.search(plain) for fact in said(known)]


def _summary(known: Known) -> Iterator[Fact]:
    if text := known.snapshot.section(SUMMARY):
        yield Fact(f"{_many(text.words, 'word')} in {_many(sentences(text.content), 'sentence')}", text.key)


def _impact(known: Known) -> Iterator[Fact]:
    figures = known.snapshot.figures
    estimated = sum(each.is_estimated for each in figures)
    yield Fact(f"{_many(len(figures), 'figure')}, {estimated} estimated", known.block("impact"))
    wrong = known.found("contradiction:")
    yield Fact(f"{wrong} in the text contradict the data", at="checks") if wrong else Fact("No contradiction found")


def _timeline(known: Known) -> Iterator[Fact]:
    yield Fact(_many(known.snapshot.entries, "entry", "entries"), known.block("timeline"))


def _evidence(known: Known) -> Iterator[Fact]:
    bare = known.found("evidence:", "unsourced")
    yield Fact(f"{_many(bare, 'place')} to check", at="checks") if bare else Fact("No bare claim found")


def _cause(known: Known) -> Iterator[Fact]:
    roots = sum(each.is_root for each in known.snapshot.whys)
    yield Fact(f"{_many(len(known.snapshot.whys), 'why')}, {roots} marked as root cause", known.block("whys"))


def _factors(known: Known) -> Iterator[Fact]:
    rows = known.snapshot.factors
    answered = sum(each.is_answered(known.snapshot.on) for each in rows)
    yield Fact(f"{answered} of {_many(len(rows), 'factor')} answered", at="coverage" if rows else "")


def _actions(known: Known) -> Iterator[Fact]:
    rows = known.snapshot.promises
    whole = sum(each.has_owner and each.has_deadline for each in rows)
    yield Fact(f"{whole} of {len(rows)} have owner and date", known.block("actions"))
    if known.found("vague_actions"):
        yield Fact("Some are vague", at="checks")


def _wording(known: Known) -> Iterator[Fact]:
    yield Fact(f"{_many(known.hints, 'hint')} about wording", at="wording" if known.hints else "")


def _well(known: Known) -> Iterator[Fact]:
    if text := known.snapshot.section(WENT_WELL):
        yield Fact(_many(text.words, "word"), text.key)


def _defences(known: Known) -> Iterator[Fact]:
    rows = known.content.get("defences", [])
    if rows:
        held = sum(each["outcome"] == "held" for each in rows)
        yield Fact(f"{_many(len(rows), 'layer')}, {held} held", known.block("defences"))


def _many(count: int, one: str, many: str = "") -> str:
    return f"{count} {one if count == 1 else many or f'{one}s'}"


_TOPICS = tuple(
    (re.compile(rf"\b(?:{words})"), said)
    for words, said in (
        ("summary", _summary),
        ("impact|figures?\\b", _impact),
        ("timeline|gaps?\\b", _timeline),
        ("evidence|proven|sources?\\b|claims?\\b", _evidence),
        ("root cause|last why|whys?\\b|cause is\\b", _cause),
        ("factors?\\b", _factors),
        ("actions?\\b", _actions),
        ("blame|wording|makes a person|a person the cause", _wording),
        ("went well", _well),
        ("defences?\\b|defenses?\\b|layers?\\b", _defences),
    )
)
