"""Decisions of the timeline that say nothing of what was known when they were made."""

from __future__ import annotations

from collections.abc import Iterator

from kit import markdown
from postmortems.advice.advice import Advice
from postmortems.snapshot import Snapshot

HINDSIGHT = (
    "Whoever reads it later knows how it ended, and judges the choice by that. Write on the incident what was known at "
    "that minute, which ways were open, and what was missing."
)
WORDS = 20


def decisions(snapshot: Snapshot) -> Iterator[Advice]:
    timeline, found = snapshot.block("timeline"), snapshot.undocumented
    if timeline is None or not found:
        return
    title = "A decision does" if len(found) == 1 else f"{len(found)} decisions do"
    places = tuple(markdown.excerpt(text, words=WORDS) for text in found)
    yield Advice("decisions", timeline.key, f"{title} not say what was known at the time", HINDSIGHT, places)
