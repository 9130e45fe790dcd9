"""Figures in the text that are not those of the data: a duration by its name, an impact figure by its label."""

from __future__ import annotations

from collections.abc import Iterator

from postmortems.advice.advice import Advice
from postmortems.advice.counts import of_figures
from postmortems.advice.lengths import of_durations
from postmortems.snapshot import Snapshot

TWO_FIGURES = "Readers who find two figures for one thing trust neither. Correct the one that is wrong."
# Told of other incidents, of what was chance, or of what did not happen.
ELSEWHERE = ("references", "lucky", "almost", "lessons")


def contradictions(snapshot: Snapshot) -> Iterator[Advice]:
    checks = [check for check in (of_durations(snapshot), of_figures(snapshot)) if check is not None]
    for text in snapshot.texts:
        if text.key in ELSEWHERE or not text.prose:
            continue
        titles: dict[str, str] = {}
        for said in text.statements:
            for check in checks:
                for title in check(said):
                    titles.setdefault(title, said)
        for number, (title, said) in enumerate(titles.items()):
            key = f"contradiction:{text.key}:{number}"
            yield Advice(key, text.key, title, TWO_FIGURES, (shortened(said),), alarms=True)


def shortened(said: str, most: int = 160) -> str:
    return said if len(said) <= most else f"{said[: most - 1].rstrip()}…"
