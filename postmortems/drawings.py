"""What a document draws of rows and entries beside its text."""

from __future__ import annotations

from abc import ABC, abstractmethod
from datetime import UTC, datetime
from functools import cached_property
from types import SimpleNamespace

from incidents import flow, lanes
from kit import markdown
from postmortems import slices
from postmortems.content import Content

# Blocks whose section shows more than the rows it is named after.
SHOWN = {"defences": ("defences", "mitigators")}
TEXT_WORDS = 16


class Drawings(ABC):
    """Revisions frozen before there were defences and what-ifs have none."""

    text: Content

    @property
    @abstractmethod
    def entries(self) -> list[SimpleNamespace]:
        """Of the timeline, in its order."""

    def has_rows(self, block: str) -> bool:
        return any(self.text.get(name) for name in SHOWN.get(block, (block,)))

    @property
    def has_defences(self) -> bool:
        return self.has_rows("defences")

    @cached_property
    def slices(self) -> slices.Drawing:
        return slices.drawn([(each["layer"], each["outcome"]) for each in self.text.get("defences", [])])

    @cached_property
    def flow(self) -> flow.Flow:
        stored = self.text["milestones"].get("started")
        started_at = datetime.fromisoformat(stored) if stored else None
        return flow.flow((_entry(each) for each in self.entries), started_at=started_at)

    @cached_property
    def lanes(self) -> lanes.Drawing:
        """Times are UTC, as everywhere in a document."""
        return lanes.drawn(self.flow, zone=UTC)

    @cached_property
    def decisions(self) -> list[SimpleNamespace]:
        return [entry for entry in self.entries if entry.kind == "decision"]


def _entry(each: SimpleNamespace) -> flow.Entry:
    text = markdown.excerpt(each.text, words=TEXT_WORDS)
    return flow.Entry(each.at, each.kind, each.who, each.told, each.source, text)
