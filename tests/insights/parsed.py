"""What a page of Insights shows, read from its HTML; what a drawing says, measured against its own axis."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from html import unescape
from io import StringIO
from typing import Any
from xml.etree import ElementTree

TAGS = re.compile(r"<[^>]+>")
SPACES = re.compile(r"\s+")
CARD = re.compile(r'<section class="chart-card" aria-labelledby="h-(\w+)">(.*?)</section>', re.DOTALL)
NUMBER = re.compile(r"-?[\d.]+")


def plain(html: str) -> str:
    return SPACES.sub(" ", unescape(TAGS.sub("", html))).strip()


def rows_of(html: str, *, head: str) -> list[list[str]]:
    """The rows of tables, as HTML of their cells; `head` is the cell that begins each."""
    each = re.findall(rf"<tr>\s*<{head}[^>]*>(.*?)</{head}>(.*?)</tr>", html, re.DOTALL)
    return [[first, *re.findall(r"<td[^>]*>(.*?)</td>", rest, re.DOTALL)] for first, rest in each]


@dataclass(frozen=True)
class Drawn:
    """A chart with its table: texts of cells, and the addresses of the last ones."""

    takeaway: str
    note: str
    table: list[list[str]]
    hrefs: list[str]
    svg: Any
    whole: list[str]

    def all(self, look: str) -> list[Any]:
        return [each for each in self.svg if look in each.get("class", "").split()]

    @property
    def top(self) -> float:
        """What the highest level of the axis says."""
        return max(value for _, value in self._levels())

    @property
    def off(self) -> float:
        """By how much a value read from the drawing may be off: heights have one decimal."""
        return self.top * 0.06 / self._reach()

    def value(self, y: float) -> float:
        bottom = max(at for at, _ in self._levels())
        return (bottom - y) / self._reach() * self.top

    def column(self, x: float) -> int:
        """From 0."""
        line = self.all("grid")[0]
        left, right = float(line.get("x1")), float(line.get("x2"))
        return int((x - left) / (right - left) * len(self.table))

    def _levels(self) -> list[tuple[float, float]]:
        texts = [each for each in self.svg if each.tag == "text" and each.get("x") == "38"]
        return [(float(each.get("y")), _said(each.text)) for each in texts]

    def _reach(self) -> float:
        places = [at for at, _ in self._levels()]
        return max(places) - min(places)

    def outline(self, look: str) -> tuple[list[float], list[float]]:
        """Lower and upper edge of a band."""
        [band] = self.all(look)
        heights = [self.value(float(y)) for y in NUMBER.findall(band.get("d"))[1::2]]
        half = len(heights) // 2
        return heights[half:][::-1], heights[:half]


def _said(text: str) -> float:
    found = NUMBER.search(text)
    assert found is not None
    return float(found[0]) / (100 if text.endswith("%") else 1)


def drawn(html: str) -> dict[str, Drawn]:
    return {key: _chart(card) for key, card in CARD.findall(html) if "chart-data" in card}


def _chart(card: str) -> Drawn:
    svg = re.search(r"<svg class=.chart.*?</svg>", card, re.DOTALL)
    note = re.search(r'<p class="muted text-xs">(.*?)</p>', card, re.DOTALL)
    [takeaway] = re.findall(r'<p class="takeaway">(.*?)</p>', card, re.DOTALL)
    cells = rows_of(card, head="th")[1:] if "<thead>" not in card else rows_of(card.split("</thead>")[1], head="th")
    return Drawn(
        plain(takeaway),
        plain(note[1]) if note else "",
        [[plain(cell) for cell in row] for row in cells],
        [unescape(re.findall(r'href="([^"]*)"', row[-1])[0]) for row in cells],
        ElementTree.fromstring(svg[0]) if svg else None,  # noqa: S314 (our own page)
        [plain(each) for each in re.findall(r'class="chart-(?:one|of)[^>]*>(.*?)</', card, re.DOTALL)],
    )


def table_of(response: Any) -> list[list[str]]:
    """A file of rows."""
    text = b"".join(response).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))
