"""A Markdown text cut into its blocks. Every line that is not blank is in exactly one of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

HEADING = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
CLOSE = re.compile(r"^ {0,3}(#{2,6})([^#\s].*?)(?:[ \t]+#+)?[ \t]*$")
UNDERLINE = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
FENCE = re.compile(r"^ {0,3}(```+(?=[^`]*$)|~~~+)")
ITEM = re.compile(r"^([ \t]*)([-*+•–◦]|\d{1,3}(?:\.\d{1,3})*[.)])[ \t]+(?=\S)|^([ \t]*)([-*+])[ \t]*$")
RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
LINKS = re.compile(r"^ {0,3}\[[^\]]+\]:[ \t]*\S+")
DASHES = re.compile(r"^[ \t]*\|?[ \t]*:?-{1,}:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
HTML = re.compile(r"^ {0,3}<(?:/?[a-zA-Z][\w-]*[\s>/]|!--|[%?!])")
LEAST_BARS = 2


@dataclass(frozen=True)
class Block:
    """`raw` has its lines as they stood; a heading also has its level and its words."""

    kind: str
    raw: str
    line: int
    level: int = 0
    words: str = ""


def blocks(text: str, first: int = 1) -> list[Block]:
    """In order; `first` is the number of the first line."""
    lines, found, at = text.expandtabs(4).split("\n"), [], 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        kind, end, level, words = _next(lines, at)
        raw = "\n".join(lines[at:end]).rstrip()
        found.append(Block(kind, raw, first + at, level, words))
        at = end
    return found


def _next(lines: list[str], at: int) -> tuple[str, int, int, str]:
    """(kind, line after it, level, words) of the block that begins at this line."""
    line = lines[at]
    if heading := HEADING.match(line) or CLOSE.match(line):
        return "heading", at + 1, len(heading[1]), (heading[2] or "").strip()
    if fence := FENCE.match(line):
        return "fence", _fence_end(lines, at, fence[1]), 0, ""
    if RULE.match(line):
        return "rule", at + 1, 0, ""
    if _is_underlined(lines, at):
        return "heading", at + 2, 1 if "=" in lines[at + 1] else 2, line.strip()
    if ITEM.match(line):
        return "list", _list_end(lines, at), 0, ""
    if _is_table(lines, at):
        return "table", _run(lines, at, lambda each: "|" in each), 0, ""
    if LINKS.match(line):
        return "links", _run(lines, at, lambda each: bool(LINKS.match(each) or each.startswith("  "))), 0, ""
    if at + 1 < len(lines) and UNDERLINE.match(lines[at + 1]) and not line.lstrip().startswith(("|", ">")):
        return "heading", at + 2, 1 if "=" in lines[at + 1] else 2, line.strip()
    if line.lstrip().startswith(">"):
        return "quote", _run(lines, at, lambda each: bool(each.strip())), 0, ""
    if HTML.match(line):
        return "html", _run(lines, at, lambda each: bool(each.strip())), 0, ""
    return "paragraph", _paragraph_end(lines, at), 0, ""


def _is_underlined(lines: list[str], at: int) -> bool:
    """ "1. Summary" over a line as long as itself is a heading, though it could be the item of a list."""
    line = lines[at].strip()
    below = lines[at + 1].rstrip() if at + 1 < len(lines) else ""
    is_long = bool(UNDERLINE.match(below)) and len(below.strip()) >= max(len(line) - 2, 4)
    return is_long and bool(re.match(r"\d{1,2}(?:\.\d{1,2})*[.)]?\s+\S", line)) and len(line) < 80


def _is_table(lines: list[str], at: int) -> bool:
    """A row above a line of dashes; or rows alone, as wikis leave them."""
    if "|" not in lines[at]:
        return False
    below = lines[at + 1] if at + 1 < len(lines) else ""
    if DASHES.match(below) and ("|" in below or "-" in below):
        return True
    bars = lines[at].count(" | ")
    if bars >= LEAST_BARS and below.count(" | ") == bars and ": " not in lines[at].split(" | ")[0]:
        return True
    stripped = lines[at].strip()
    return stripped.startswith("|") and stripped.endswith("|") and stripped.count("|") > 2


def _run(lines: list[str], at: int, goes_on: Callable[[str], bool]) -> int:
    end = at + 1
    while end < len(lines) and lines[end].strip() and goes_on(lines[end]):
        end += 1
    return end


def _fence_end(lines: list[str], at: int, marks: str) -> int:
    """A fence that is never closed reaches to the end, as browsers show it."""
    for end in range(at + 1, len(lines)):
        closing = FENCE.match(lines[end].lstrip(" "))
        if closing and closing[1].startswith(marks) and not lines[end].strip().strip(marks[0]):
            return end + 1
    return len(lines)


def _list_end(lines: list[str], at: int) -> int:
    """Items follow each other over blank lines; indented lines and wrapped ones belong to their item."""
    depth = _indent(lines[at])
    end, blank = at + 1, False
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            blank, end = True, end + 1
            continue
        item = ITEM.match(line) and not RULE.match(line)
        if blank and item and _is_underlined(lines, end):
            break
        inside = _indent(line) > depth + 1
        if blank and not item and not inside:
            break
        if not inside and (HEADING.match(line) or FENCE.match(line) or RULE.match(line) or LINKS.match(line)):
            break
        if inside and (fence := FENCE.match(line.lstrip(" "))):
            end, blank = _fence_end(lines, end, fence[1]), False
            continue
        blank, end = False, end + 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _paragraph_end(lines: list[str], at: int) -> int:
    end = at + 1
    while end < len(lines) and lines[end].strip():
        line = lines[end]
        if HEADING.match(line) or FENCE.match(line) or RULE.match(line):
            break
        if ITEM.match(line) and not re.match(r"^\s*\d", line):
            break
        if _is_table(lines, end) or (end + 1 < len(lines) and UNDERLINE.match(lines[end + 1])):
            break
        end += 1
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
