"""Texts whose sections are the bold labels of a list: `- **Impact**: …`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from exchange.reading.blocks import Block, blocks
from exchange.reading.items import Item, items
from exchange.reading.meaning import meaning
from exchange.reading.outline import Section
from exchange.reading.plain import plain

LABEL = re.compile(r"^(?:\*\*|__)\s*([^*_\n]{2,70}?)\s*(:?)\s*(?:\*\*|__)\s*(:?)[ \t]*")
LEAST = 3


def labelled(found: Sequence[Block]) -> tuple[list[Block], list[Section]]:
    """(what is no labelled list, its sections); no sections unless several labels have a meaning."""
    rest: list[Block] = []
    sections: list[Section] = []
    for block in found:
        rows = items(block.raw) if block.kind == "list" else []
        if sum(1 for row in rows if _label(row)) * 2 > len(rows) > 0:
            for row in rows:
                sections += _of(row, block.line)
        elif sections and block.kind != "heading":
            # What stands between two items, not indented, belongs to the first of them.
            last = sections[-1]
            sections[-1] = replace(last, blocks=(*last.blocks, block))
        else:
            rest.append(block)
    known = sum(1 for section in sections if meaning(section.title))
    return (rest, sections) if known >= LEAST else (list(found), [])


def lettered(before: Section) -> list[Section]:
    """Paragraphs that begin with a bold label, `**Impact:** …`, as sections; what belongs to none has no title."""
    sections: list[Section] = [Section("", before.line, 0)]
    for block in before.blocks:
        found = LABEL.match(block.raw) if block.kind == "paragraph" else None
        if found and (found[2] or found[3]) and meaning(found[1]) not in ("", "facts", "people"):
            rest = blocks(block.raw[found.end() :], block.line)
            sections.append(Section(plain(found[1]), block.line, 2, tuple(rest)))
        elif found or block.kind in ("table", "heading", "html") or len(sections) == 1:
            sections[0] = replace(sections[0], blocks=(*sections[0].blocks, block))
        else:
            sections[-1] = replace(sections[-1], blocks=(*sections[-1].blocks, block))
    return sections


def _label(item: Item) -> re.Match[str] | None:
    found = LABEL.match(item.text)
    return found if found and (found[2] or found[3] or not item.text[found.end() :].strip()) else None


def _of(item: Item, line: int) -> list[Section]:
    """One section; a label further down that means a part of a write-up is one of its own."""
    nested = [each for each in item.items if (found := _label(each)) and meaning(found[1])]
    kept = [each for each in item.items if each not in nested]
    found = _label(item)
    title = plain(found[1]) if found else ""
    text = item.text[found.end() :] if found else item.text
    raw = "\n".join(filter(None, [text.strip(), "" if not kept else "\n" + "\n".join(_raw(each) for each in kept)]))
    here = [Section(title, line, 2, tuple(blocks(raw, line)))]
    return here + [section for each in nested for section in _of(each, line)]


def _raw(item: Item, by: int = 0) -> str:
    box = "" if item.box is None else f"[{item.box or ' '}] "
    text = item.text.replace("\n", "\n" + " " * (by + 2))
    mark = item.marker if item.marker in "-*+" or item.marker[0].isdigit() else "-"
    return "\n".join([f"{' ' * by}{mark} {box}{text}", *(_raw(each, by + 2) for each in item.items)])
