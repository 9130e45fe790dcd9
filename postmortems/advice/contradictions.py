"""Figures in the text that are not those of the data: a duration by its name, an impact figure by its label."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from postmortems.advice.advice import Advice
from postmortems.advice.counts import of_figures
from postmortems.advice.lengths import of_durations
from postmortems.prose import statements
from postmortems.snapshot import Figure, Snapshot

TWO_FIGURES = "Readers who find two figures for one thing trust neither. Correct the one that is wrong."
# Told of other incidents, of what was chance, or of what did not happen.
ELSEWHERE = ("references", "lucky", "almost", "lessons")
# Texts are asked about again whenever another of their write-up changes, and by each reviewer.
MOST_TEXTS = 500

Milestones = tuple[tuple[str, datetime | None], ...]


def contradictions(snapshot: Snapshot) -> Iterator[Advice]:
    milestones = tuple(snapshot.milestones.items())
    for text in snapshot.texts:
        if text.key in ELSEWHERE or not text.prose:
            continue
        for number, (title, said) in enumerate(_found(text.content, milestones, snapshot.figures)):
            key = f"contradiction:{text.key}:{number}"
            yield Advice(key, text.key, title, TWO_FIGURES, (shortened(said),), alarms=True)


@lru_cache(MOST_TEXTS)
def _found(content: str, milestones: Milestones, figures: tuple[Figure, ...]) -> tuple[tuple[str, str], ...]:
    """Titles, each once, with the first sentence they are of."""
    checks = [check for check in (of_durations(dict(milestones)), of_figures(figures)) if check is not None]
    titles: dict[str, str] = {}
    for said in statements(content) if checks else ():
        for check in checks:
            for title in check(said):
                titles.setdefault(title, said)
    return tuple(titles.items())


def shortened(said: str, most: int = 160) -> str:
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"
