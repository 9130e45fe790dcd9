"""What people are used to from other Markdown and Python-Markdown does not do: lists without a blank line before them,
nested by two spaces; tables and code right below a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown.preprocessors import Preprocessor

ITEM = re.compile(r"( *)([-*+]|(\d{1,9})[.)])( +)(?=\S)(.*)")
RULE = re.compile(r" {0,3}([-*_])(?: *\1){2,} *")
STASHED = re.compile(r" *\x02wzxhzdk:\d+\x03 *")
BREAKS_OUT = re.compile(r"#{1,6} |>")
TABLE_RULE = re.compile(r"(?=.*-)(?=.*\|)[ |:-]+")
CODE_INDENT = 4


class Habits(Preprocessor):
    """Runs when code and raw HTML are already out of the way; every line it sees is prose."""

    def run(self, lines: list[str]) -> list[str]:
        page = _Page()
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if not line.strip():
                page.put("")
                continue
            item = ITEM.fullmatch(line)
            if item and not RULE.fullmatch(line) and page.takes(item):
                page.put_item(item)
            else:
                page.put_text(line, starts_table=page.starts_table(line, following))
        return page.lines


@dataclass
class _Page:
    """`levels` holds, for each list we are in, the column at which the text of its last item starts."""

    lines: list[str] = field(default_factory=list)
    levels: list[int] = field(default_factory=list)
    is_after_block: bool = False

    def takes(self, item: re.Match[str]) -> bool:
        """Whether it is an item here, and not code or a number that happens to start a line of a sentence."""
        if self.levels:
            return True
        if self._is_after_blank():
            return len(item[1]) < CODE_INDENT
        return item[3] in {None, "1"}

    def starts_table(self, line: str, following: str) -> bool:
        return "|" in line and bool(TABLE_RULE.fullmatch(following)) and "|" not in "".join(self.lines[-1:])

    def put(self, line: str) -> None:
        self.lines.append(line)
        self.is_after_block = False

    def put_item(self, item: re.Match[str]) -> None:
        indent = len(item[1])
        if not self.levels or self.is_after_block:
            self._separate()
        while self.levels and indent < self.levels[-1]:
            self.levels.pop()
        marker = "-" if item[3] is None else f"{item[3]}."
        self.put(" " * CODE_INDENT * len(self.levels) + f"{marker} {item[5]}")
        spaces = len(item[4])
        self.levels.append(indent + len(item[2]) + (spaces if spaces <= CODE_INDENT else 1))

    def put_text(self, line: str, *, starts_table: bool) -> None:
        indent = len(line) - len(line.lstrip(" "))
        is_block = bool(STASHED.fullmatch(line))
        is_lazy = not (self._is_after_blank() or is_block or BREAKS_OUT.match(line))
        while self.levels and indent < self.levels[-1] and not (is_lazy and len(self.levels) == 1):
            self.levels.pop()
        if is_block or self.is_after_block or starts_table or BREAKS_OUT.match(line):
            self._separate()
        if self.levels and indent >= self.levels[-1]:
            line = " " * (CODE_INDENT * len(self.levels) + indent - self.levels[-1]) + line.lstrip(" ")
        self.put(line)
        self.is_after_block = is_block

    def _separate(self) -> None:
        if not self._is_after_blank():
            self.lines.append("")

    def _is_after_blank(self) -> bool:
        return not self.lines or not self.lines[-1]
