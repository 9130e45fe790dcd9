"""What was understood of a text, as values that can be kept and shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass
class Part:
    """A section of the text. `key` is the section of the template it belongs to; "" keeps it under its own title.

    `body` is what is left of it once its entries and actions are taken out.
    """

    title: str
    key: str
    body: str
    sure: bool = True
    line: int = 0
    heads: list[str] = field(default_factory=list)


@dataclass
class Entry:
    """`at` is local to `zone`, or to that of the text where it is empty. `day_only` names no time of the day."""

    at: str
    text: str
    zone: str = ""
    who: str = ""
    day_only: bool = False
    doubt: str = ""


@dataclass
class Action:
    title: str
    text: str
    owner: str = ""
    due: str = ""
    due_words: str = ""
    state: str = "todo"
    priority: str = ""
    ticket: str = ""
    ticket_url: str = ""


@dataclass
class Understood:
    """`doubts` are sentences for whoever imports: what is unsure, and what contradicts itself."""

    title: str = ""
    title_from: str = ""
    date: str = ""
    date_from: str = ""
    zone: str = ""
    zone_from: str = ""
    severity: str = ""
    kind: str = ""
    services: str = ""
    authors: str = ""
    duration: float | None = None
    milestones: dict[str, str] = field(default_factory=dict)
    guessed: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    appendix: str = ""
    doubts: list[str] = field(default_factory=list)
    published: str = ""

    @property
    def sections(self) -> list[str]:
        return [part.title for part in self.parts if part.title]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Understood:
        given = dict(kept)
        given["parts"] = [Part(**each) for each in kept.get("parts", [])]
        given["entries"] = [Entry(**each) for each in kept.get("entries", [])]
        given["actions"] = [Action(**each) for each in kept.get("actions", [])]
        return cls(**given)


def day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None


def moment(said: str) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
