"""A write-up as plain values: what the gates and the readiness of its sections are worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import takewhile
from typing import Any

from postmortems.prose import statements, words


@dataclass(frozen=True)
class Text:
    """One section. Without `prose` it has no text of its own, only its block."""

    key: str
    title: str
    body: str = ""
    block: str = ""
    prose: bool = True
    required: bool = True
    most_words: int | None = None
    guidance: str = ""

    @cached_property
    def words(self) -> int:
        return words(self.content)

    @cached_property
    def statements(self) -> list[str]:
        """Its sentences, rows and items as plain text, without code, quotations and addresses."""
        return statements(self.content)

    @cached_property
    def content(self) -> str:
        """The text without what the template suggested."""
        body = self.body.strip()
        return "" if body == self.guidance.strip() else body


@dataclass(frozen=True)
class Rung:
    pk: int
    parent: int | None
    question: str
    answer: str
    is_root: bool = False


@dataclass(frozen=True)
class Factor:
    category: str
    text: str
    actions: int = 0
    risk_until: date | None = None

    def is_answered(self, on: date) -> bool:
        """By an action, or by a risk that is accepted and has not run out."""
        return self.actions > 0 or (self.risk_until is not None and self.risk_until >= on)


@dataclass(frozen=True)
class Promise:
    """An action that was not dropped."""

    code: str
    title: str
    has_owner: bool
    has_deadline: bool
    has_priority: bool = True
    priority: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure of the impact, as it was typed."""

    label: str
    value: str
    detail: str = ""
    is_estimated: bool = False


@dataclass(frozen=True)
class Person:
    """`is_involved`: listed on the incident or an author, so that a first name alone may mean them."""

    name: str
    is_involved: bool = False
    handle: str = ""


@dataclass(frozen=True)
class Progress:
    """How far the write-up has come at a moment: review was first requested, and it was first published."""

    at: datetime
    resolved_at: datetime | None
    submitted_at: datetime | None
    published_at: datetime | None


@dataclass(frozen=True)
class Snapshot:
    """`areas` has the area of each impact figure; `waiting` the key of a section for each text set aside in it.

    `expected` names the milestones that this kind of incident has; `unsourced` counts key entries that say they are
    evidenced and do not say by what; `people` are those whom the texts may name;
    `undocumented` has the decisions of the timeline that say nothing of what was known.
    """

    texts: tuple[Text, ...]
    on: date
    areas: tuple[str, ...] = ()
    entries: int = 0
    milestones: Mapping[str, datetime | None] = field(default_factory=dict)
    expected: tuple[str, ...] = ()
    open_gaps: int = 0
    whys: tuple[Rung, ...] = ()
    factors: tuple[Factor, ...] = ()
    promises: tuple[Promise, ...] = ()
    related: int = 0
    waiting: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    unsourced: int = 0
    people: tuple[Person, ...] = ()
    defences: int = 0
    whatifs: int = 0
    undocumented: tuple[str, ...] = ()
    progress: Progress | None = None

    def block(self, name: str) -> Text | None:
        """The section that shows this block."""
        return next((text for text in self.texts if text.block == name), None)

    def section(self, key: str) -> Text | None:
        return next((text for text in self.texts if text.key == key), None)

    @cached_property
    def words(self) -> int:
        return sum(text.words for text in self.texts)

    def ladders(self) -> list[list[Rung]]:
        """Every way down from a first question to a last answer, rungs without an answer left off at its end."""
        asked = {rung.parent for rung in self.whys}
        return [_down_to(rung, self._by_pk) for rung in self.whys if rung.pk not in asked]

    def to_roots(self) -> list[list[Rung]]:
        """Every way down from a first question to an answer that is marked as a root cause."""
        return [_down_to(rung, self._by_pk) for rung in self.whys if rung.is_root]

    @cached_property
    def _by_pk(self) -> dict[int, Rung]:
        return {rung.pk: rung for rung in self.whys}


def _down_to(rung: Rung, by_pk: Mapping[int, Rung]) -> list[Rung]:
    found, seen = [rung], {rung.pk}
    while (above := by_pk.get(found[-1].parent or 0)) is not None and above.pk not in seen:
        found.append(above)
        seen.add(above.pk)
    return list(takewhile(lambda each: bool(each.answer.strip()), reversed(found)))


def is_unsourced(entry: Mapping[str, Any]) -> bool:
    """Whether a key entry of the timeline says that it is evidenced and nothing says by what, or by whom."""
    is_key = entry["starred"] or entry["milestone"]
    named = entry["who"] or entry["source"] or entry["evidence_label"] or entry["evidence_url"]
    return bool(is_key and entry["certainty"] == "evidenced" and not named)


def is_undocumented(entry: Mapping[str, Any]) -> bool:
    """Whether it is a decision with nothing of what was known, open to choose or missing at that time."""
    return entry["kind"] == "decision" and not (entry["known"] or entry["options"] or entry["missing"])


def progress(postmortem: Any, *, at: datetime) -> Progress:
    return Progress(at, postmortem.incident.resolved_at, postmortem.submitted_at, postmortem.published_at)
