"""The cells of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from exchange.reading.blocks import DASHES

BOLD = re.compile(r"(?:\*\*|__)[^*_]+(?:\*\*|__)|<(?:b|strong)>[^<>]+</(?:b|strong)>")
BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Table:
    """Cells as they stood, bars unescaped. `header` is empty where a table has none."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def table(raw: str) -> Table:
    lines = [line for line in raw.split("\n") if line.strip()]
    ruled = len(lines) > 1 and bool(DASHES.match(lines[1]))
    header = cells(lines[0]) if ruled else ()
    body = [cells(line) for line in lines[2 if ruled else 0 :] if not DASHES.match(line) or "-" not in line]
    if body and not any(header) and all(BOLD.fullmatch(cell) for cell in body[0] if cell) and any(body[0]):
        # Some wikis leave the header empty and write the names of the columns in bold below it.
        header, body = body[0], body[1:]
    width = max([len(header), *(len(row) for row in body)], default=0)
    return Table(header, tuple(row + ("",) * (width - len(row)) for row in body))


def cells(line: str) -> tuple[str, ...]:
    inner = line.strip()
    inner = inner[1:] if inner.startswith("|") else inner
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in BAR.split(inner))
