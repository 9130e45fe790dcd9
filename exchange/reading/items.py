"""The items of a list, with what stands below each."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exchange.reading.blocks import FENCE, ITEM, RULE

BOX = re.compile(r"^\[([ xX✓✔~/-]?)\][ \t]+")


@dataclass
class Item:
    """`text` is its own, over as many lines as it has; `box` is the mark in its square brackets, None without any."""

    text: str
    depth: int
    marker: str = "-"
    box: str | None = None
    items: list[Item] = field(default_factory=list)

    @property
    def raw(self) -> str:
        """The item as Markdown again, with what stands below it."""
        return "\n".join([self.text, *(_shown(each) for each in self.items)])

    def walk(self) -> list[Item]:
        return [self, *(each for item in self.items for each in item.walk())]


def items(raw: str) -> list[Item]:
    """The items of the top, each with those below it."""
    roots: list[Item] = []
    path: list[Item] = []
    fenced = ""
    for line in raw.split("\n"):
        found = None if fenced or RULE.match(line) else ITEM.match(line)
        if fence := FENCE.match(line.strip()):
            fenced = "" if fenced and fence[1].startswith(fenced) else fenced or fence[1]
        if found is None:
            if path:
                path[-1].text += "\n" + _dedented(line, path[-1].depth + 2)
            continue
        depth = len(found[1] if found[1] is not None else found[3])
        while path and path[-1].depth >= depth:
            path.pop()
        item = Item(line[found.end() :], depth, found[2] or found[4])
        if box := BOX.match(item.text):
            item.box, item.text = box[1], item.text[box.end() :]
        (path[-1].items if path else roots).append(item)
        path.append(item)
    for root in roots:
        for each in root.walk():
            each.text = each.text.strip("\n").rstrip()
    return roots


def _dedented(line: str, most: int) -> str:
    lead = len(line) - len(line.lstrip(" "))
    return line[min(lead, most) :]


def _shown(item: Item, by: int = 0) -> str:
    box = "" if item.box is None else f"[{item.box or ' '}] "
    pad = " " * (by + 2)
    text = item.text.replace("\n", "\n" + pad)
    return "\n".join([f"{' ' * by}{_mark(item.marker)} {box}{text}", *(_shown(each, by + 2) for each in item.items)])


def _mark(marker: str) -> str:
    return marker if marker[0].isdigit() or marker in "-*+" else "-"
