"""The rule by which two sides that were edited apart agree again; pure.

Field by field, against what both said when they last agreed:
- changed on one side: that side's value holds;
- changed on both sides, differently: title, deadline and owner are what was promised in Debrief, and hold as they are
  here; the state is what people do in the tracker, and holds as it is there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tickets.providers.base import Content

OURS = ("title", "due_on", "assignee")
THEIRS = ("state",)
SAID = {"title": "title", "due_on": "deadline", "assignee": "owner", "state": "state"}


@dataclass(frozen=True)
class Settlement:
    """`take` is to change here, `give` is what the tracker shall have; `clashes` name fields changed on both sides."""

    take: dict[str, Any]
    give: Content
    clashes: list[str]


def settle(base: Content | None, ours: Content, theirs: Content, fields: tuple[str, ...]) -> Settlement:
    """Without a base, which is when a ticket was linked just now, Debrief's promises and the tracker's state hold."""
    take: dict[str, Any] = {}
    given: dict[str, Any] = {}
    clashes = []
    for name in (*OURS, *THEIRS):
        here, there = getattr(ours, name), getattr(theirs, name)
        if name not in fields:
            given[name] = there
            continue
        before = getattr(base, name) if base is not None else None
        moved_here = base is None or here != before
        moved_there = base is None or there != before
        value = there if moved_there and (not moved_here or name in THEIRS) else here
        if moved_here and moved_there and here != there and base is not None:
            clashes.append(name)
        given[name] = value
        if value != here:
            take[name] = value
    return Settlement(take, Content(**given), clashes)
