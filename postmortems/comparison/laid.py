"""A frozen write-up by what readers read: its head, its sections, and data that no section shows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from postmortems.comparison.told import called
from postmortems.content import Content

HEAD = "head"
BLANK_LINES = re.compile(r"\n\s*\n")
_OWN = ("title", "severity", "kind")
# What stands under a block besides the rows that are called like it.
_BESIDE = {
    "timeline": ("milestones", "durations", "quiet", "timeline"),
    "defences": ("defences", "mitigators"),
}


@dataclass(frozen=True)
class Laid:
    """One of them. `parts` are named as in the content."""

    key: str
    title: str
    body: str = ""
    parts: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def paragraphs(self) -> list[str]:
        return [each for each in BLANK_LINES.split(self.body.strip()) if each]

    @cached_property
    def is_empty(self) -> bool:
        return not self.paragraphs and not any(self.parts.values())

    @cached_property
    def digest(self) -> str:
        """The same for the same text and data, in whichever revision."""
        whole = json.dumps([self.title, self.paragraphs, self.parts], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


def laid(content: Content, related: Collection[int] | None = None) -> dict[str, Laid]:
    """By key, in reading order. Nothing of the content is left out, so that nothing changes unsaid.

    `related` are the numbers of the related incidents that the reader may know of; None is all of them.
    """
    left = {name: rows for name, rows in content.items() if name not in (*_OWN, "sections")}
    if related is not None:
        left["related"] = [each for each in left.get("related", []) if each["number"] in related]
    order = [each["key"] for each in content["sections"]]
    head = {"about": {name: content.get(name, "") for name in _OWN} | {"sections": order}}
    found = {HEAD: Laid(HEAD, "Title and severity", parts=head)}
    for each in content["sections"]:
        names = _BESIDE.get(each["block"], (each["block"],))
        parts = {name: left.pop(name) for name in names if name in left}
        found[each["key"]] = Laid(each["key"], each["title"], each["body"], parts)
    for name, rows in left.items():
        if rows:
            found[f"data-{name}"] = Laid(f"data-{name}", called(name), parts={name: rows})
    return found
