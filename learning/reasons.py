"""Why one thing is like another, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incidents.models import Tag
    from learning.terms import Term

MOST_WORDS = 4
TAGS = {"failure_mode": "same failure mode", "cause": "same cause", "technology": "both", "other": "both tagged"}


@dataclass(frozen=True)
class Shared:
    terms: list[Term] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    services: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


def said(shared: Shared) -> list[str]:
    """The weightiest kind of reason first."""
    found = [f"{TAGS[tag.kind]}, {tag.name}" for tag in shared.tags if tag.kind == "failure_mode"]
    if shared.services:
        found.append(f"same service, {several(shared.services)}")
    if words := mentioned(shared):
        found.append(f"both mention {several([f'‘{word}’' for word in words])}")
    found += [f"{TAGS[tag.kind]}, {tag.name}" for tag in shared.tags if tag.kind == "cause"]
    found += [f"{TAGS[tag.kind]} {tag.name}" for tag in shared.tags if tag.kind in ("technology", "other")]
    return found


def mentioned(shared: Shared) -> list[str]:
    """Two words that stand side by side in both are said as one; then single ones, the rarest first."""
    found = shared.phrases[:2]
    taken = {word for phrase in found for word in phrase.split()}
    single = sorted(shared.terms, key=lambda term: -term.weight)
    return [*found, *(term.word for term in single if not taken & set(term.forms))][:MOST_WORDS]


def several(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
