"""The checker against labelled sentences and running text: figures only, so that they can be quoted."""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from postmortems.blameless.checker import check

TRAP = "trap_"


@dataclass
class Score:
    """Of one set of labelled sentences; those marked as borderline are counted apart."""

    right: int = 0
    missed: list[dict[str, Any]] = field(default_factory=list)
    wrong: list[dict[str, Any]] = field(default_factory=list)
    traps: int = 0
    sprung: int = 0
    borderline: Counter[str] = field(default_factory=Counter)
    types: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def precision(self) -> float:
        return self.right / ((self.right + len(self.wrong)) or 1)

    @property
    def recall(self) -> float:
        return self.right / ((self.right + len(self.missed)) or 1)

    @property
    def left_alone(self) -> float:
        return 1 - self.sprung / (self.traps or 1)


def half(text: str) -> str:
    """Which half a sentence belongs to: one to develop on, one that is only ever counted."""
    return "seen" if hashlib.sha256(text.encode()).digest()[0] % 2 == 0 else "kept"


def score(rows: Iterable[dict[str, Any]]) -> Score:
    """`rows` with text, label (blame or neutral), borderline and type."""
    result = Score()
    for row in rows:
        flagged, blame = bool(check(row["text"])), row["label"] == "blame"
        if row["borderline"]:
            result.borderline[f"{row['label']} {'flagged' if flagged else 'left alone'}"] += 1
            continue
        counts = result.types.setdefault(row["type"], Counter())
        counts["all"] += 1
        counts["right"] += flagged == blame
        if row["type"].startswith(TRAP):
            result.traps += 1
            result.sprung += flagged
        if flagged and blame:
            result.right += 1
        elif flagged or blame:
            (result.wrong if flagged else result.missed).append(row)
    return result


def hints_per_document(texts: Iterable[str]) -> Iterator[tuple[int, int, float]]:
    """(hints, words, milliseconds of processor time per 1,000 words) of each text that holds any words."""
    for text in texts:
        words = len(text.split())
        if words:
            started = time.process_time()
            hints = len(check(text))
            yield hints, words, (time.process_time() - started) * 1e6 / words
