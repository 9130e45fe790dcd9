"""One line that grows on a terminal, and one line for each part elsewhere."""

from __future__ import annotations

import time
from typing import Protocol

WIDTH = 30


class Out(Protocol):
    def write(self, text: str, /) -> object: ...
    def flush(self) -> None: ...
    def isatty(self) -> bool: ...


class Progress:
    """Counts rows against how many there will be, which need not be exact."""

    def __init__(self, expected: int, out: Out) -> None:
        self.expected, self.out = max(expected, 1), out
        self.done, self.part = 0, ""
        self.started = time.monotonic()

    def begin(self, part: str) -> None:
        self.part = part
        if not self.out.isatty():
            self.out.write(f"{self._percent():>3}% {self._seconds():>4} s  {part}\n")
        self.advance(0)

    def advance(self, rows: int) -> None:
        self.done += rows
        if self.out.isatty():
            filled = self._percent() * WIDTH // 100
            bar = "#" * filled + "." * (WIDTH - filled)
            self.out.write(f"\r[{bar}] {self._percent():>3}%  {self._seconds():>4} s  {self.part:<40}")
        self.out.flush()

    def end(self) -> None:
        self.done = self.expected
        self.begin("done")
        self.out.write("\n" if self.out.isatty() else "")

    def _percent(self) -> int:
        return min(100, 100 * self.done // self.expected)

    def _seconds(self) -> int:
        return int(time.monotonic() - self.started)
