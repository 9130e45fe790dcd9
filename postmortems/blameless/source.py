"""Markdown as prose: what is not the author's own running text is masked, character for character, so offsets hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

CODE = "\ue000"  # stands for a name of a thing: a noun that is never a person
QUOTE = "\ue001"  # stands for somebody else's words


class Block(NamedTuple):
    """A paragraph, a list item, a table cell or a heading: no sentence runs across two of them."""

    start: int
    end: int
    heading: bool


_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})")
_ITEM = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+(?:\[[ xX]\]\s+)?")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_RULE = re.compile(r" {0,3}(?:[-=_*][ \t]*){3,}$")
_CLOCK = re.compile(r"\s*(?:\*\*|__|\[|\()?\d{1,2}[:.]\d\d\b")
_FRONT = re.compile(r"---[ \t]*\n(?:.*\n){0,200}?---[ \t]*(?:\n|$)")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:\s")

# Every alternative is bounded or cannot give back, so that one pass over hostile text stays linear.
_INLINE = re.compile(
    r"(?P<comment><!--[\s\S]{0,2000}?-->)"
    r"|(?P<code>`[^`\n]{1,300}`|``[^\n]{1,300}?``)"
    r"|(?P<image>!\[[^\]\n]{0,200}\]\([^)\n]{0,500}\))"
    r"|(?P<target>\]\([^)\n]{0,500}\)|\]\[[^\]\n]{0,100}\])"
    r"|(?P<url>https?://[^\s)>\]]{1,2000})"
    r"|(?P<tag></?[A-Za-z][^<>\n]{0,300}>)"
    r"|(?P<quote>\"[^\"\n]{1,400}\"|“[^”\n]{1,400}”|«[^»\n]{1,400}»|(?<!\w)'[^'\n]{1,120}'(?!\w)|(?<!\w)‘[^’\n]{1,120}’(?!\w))"
    r"|(?P<mark>\*{1,3}|~~|(?<!\w)_{1,3}|_{1,3}(?!\w)|\[|\])"
)


def masked(text: str) -> str:
    """The same length as the text: code and quotations replaced by stand-ins, markup by spaces."""
    text = text.replace(CODE, " ").replace(QUOTE, " ").replace("\t", " ").replace("\r", " ").replace("\xa0", " ")
    return _INLINE.sub(_mask, _lines_masked(text))


def _mask(match: re.Match[str]) -> str:
    length = len(match[0])
    kind = match.lastgroup
    if kind in ("code", "url"):
        return CODE * length
    if kind == "quote":
        return QUOTE * length
    if kind in ("comment", "tag") and "\n" in match[0]:
        return "".join("\n" if c == "\n" else " " for c in match[0])
    return " " * length


def _lines_masked(text: str) -> str:
    """Fenced and indented code, quoted paragraphs and front matter become blank lines."""
    front = _FRONT.match(text)
    skipped_until = front.end() if front else 0
    out: list[str] = []
    position, fence, blank_before, in_list, quoting = 0, "", True, False, False
    for line in text.split("\n"):
        start, position = position, position + len(line) + 1
        opening = _FENCE.match(line)
        hidden = start < skipped_until
        if not hidden and fence:
            hidden = True
            if opening and opening[1].startswith(fence) and not line.strip(" >`~"):
                fence = ""
        elif not hidden and opening:
            fence, hidden = opening[1], True
        elif not hidden:
            empty = not line.strip()
            in_list = bool(_ITEM.match(line)) or (in_list and (empty or line[:1] == " "))
            quoting = line.lstrip().startswith(">") or (quoting and not empty and not _ITEM.match(line))
            indented = line[:4] == "    " and not in_list and blank_before
            hidden = quoting or indented or bool(_REFERENCE.match(line))
            blank_before = empty or indented
        out.append(" " * len(line) if hidden else line)
    return "\n".join(out)


def blocks(prose: str) -> Iterator[Block]:
    """The parts of masked text, in order; a line that opens an item, a row or a time of day opens a block."""
    position, start, end = 0, -1, -1
    for line in prose.split("\n"):
        line_start, position = position, position + len(line) + 1
        line_end = line_start + len(line)
        item = _ITEM.match(line)
        alone = bool(_HEADING.match(line))
        row = line.count("|") >= 2
        if start >= 0 and (item or alone or row or not line.strip() or _RULE.match(line) or _CLOCK.match(line)):
            yield Block(start, end, False)
            start = -1
        if not line.strip() or _RULE.match(line):
            continue
        if alone:
            yield Block(line_start + len(line) - len(line.lstrip("# ")), line_end, True)
        elif row:
            yield from _cells(line, line_start)
        else:
            start = (line_start + (item.end() if item else 0)) if start < 0 else start
            end = line_end
    if start >= 0:
        yield Block(start, end, False)


def _cells(line: str, offset: int) -> Iterator[Block]:
    for cell in re.finditer(r"[^|]+", line):
        if cell[0].strip(" -:"):
            yield Block(offset + cell.start(), offset + cell.end(), False)
