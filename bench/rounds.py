"""Answers are taken in rounds, and of each question its quietest answer counts.

What a machine's other guests take away is in the clock, and it is never less than nothing: the quietest of a few
answers is the nearest to what the product itself needs. The median and the 95th percentile are of the questions. How
long every single answer took is kept beside them, and so is the processor time, which says more on a busy machine.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import psutil

ROUNDS = 5
Figures = dict[str, float]


def measured(
    ask: Callable[[Any], object],
    questions: Sequence[Any],
    spent: Callable[[], float],
    *,
    before: Callable[[], object] = lambda: None,
    rounds: int = ROUNDS,
) -> Figures:
    """Milliseconds. Each question is asked once before; `before` runs ahead of every answer and is not counted."""
    for question in questions:
        ask(question)
    clock: list[list[float]] = [[] for _ in questions]
    processors: list[list[float]] = [[] for _ in questions]
    for _ in range(rounds):
        for place, question in enumerate(questions):
            before()
            used, started = spent(), time.perf_counter()
            ask(question)
            clock[place].append((time.perf_counter() - started) * 1_000)
            processors[place].append(spent() - used)
    every = [taken for answers in clock for taken in answers]
    return {
        **_both("", [min(answers) for answers in clock]),
        **_both("cpu", [min(answers) for answers in processors]),
        **_both("every", every),
    }


def own() -> float:
    """Milliseconds of processor time of this process."""
    return time.process_time() * 1_000


def of_processes(processes: Iterable[psutil.Process]) -> float:
    """Milliseconds of processor time of all their threads, more exact than what the clock's ticks count."""
    return sum(_of_thread(path) for process in processes for path in Path(f"/proc/{process.pid}/task").glob("*"))


def _of_thread(path: Path) -> float:
    try:
        return int((path / "schedstat").read_text().split()[0]) / 1e6
    except OSError:
        return 0.0


def _both(name: str, taken: Sequence[float]) -> Figures:
    prefix = f"{name}_" if name else ""
    return {f"{prefix}p50": median(taken), f"{prefix}p95": _at(taken, 0.95)}


def _at(taken: Sequence[float], share: float) -> float:
    return sorted(taken)[min(int(len(taken) * share), len(taken) - 1)]
