"""Tables for spreadsheets, which take a cell that begins like a formula for one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: Any) -> str:
    """The value as text that no spreadsheet runs: what begins like a formula gets an apostrophe in front."""
    text = "" if value is None else str(value)
    # Full-width forms are folded to the plain signs by some programs.
    begins = text.lstrip(" \u3000").translate({0xFF1D: "=", 0xFF0B: "+", 0xFF0D: "-", 0xFF20: "@"})
    return f"'{text}" if begins.startswith(FORMULA) else text


def lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a file, made as they are asked for; begins with a mark that tells it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])


class _Echo:
    def write(self, line: str) -> str:
        return line
