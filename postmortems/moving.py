"""What becomes of each section when a write-up moves to another version of its template. Pure: no paragraph is lost.

A section that the version does not have stays, at the end and optional, while it holds anything; only empty ones go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from postmortems.models.template import TemplateSection

COPIED = ("key", "title", "block", "prose", "required", "most_words", "guidance")
FATES = {
    "kept": "Keeps what is in it",
    "added": "New, empty",
    "left": "Stays, after the others",
    "removed": "Goes, it is empty",
}


@dataclass(frozen=True)
class Step:
    """One section. `fields` are those of the section afterwards; `notes` are sentences for whoever confirms."""

    fate: str
    fields: Mapping[str, Any]
    notes: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return str(self.fields["key"])

    @property
    def title(self) -> str:
        return str(self.fields["title"])

    @property
    def said(self) -> str:
        return FATES[self.fate]


def plan(
    present: Sequence[Any], target: Sequence[Any], *, texts: Collection[str], blocks: Collection[str]
) -> list[Step]:
    """`texts` has the keys of sections that hold a text, or one set aside; `blocks` the blocks that have rows.

    In the order of the sections afterwards, those that go last.
    """
    now = {section.key: section for section in present}
    steps = [_into(row, now.get(row.key), texts) for row in target]
    shown = {step.fields["block"] for step in steps}
    keys = {step.key for step in steps}
    for section in present:
        lost = section.block if section.block in blocks and section.block not in shown else ""
        if section.key not in keys:
            steps.append(_gone(section, lost, texts))
        elif lost:
            steps.append(_rows_of(lost, keys | set(now)))
    return [step for step in steps if step.fate != "removed"] + [step for step in steps if step.fate == "removed"]


def fingerprint(steps: Sequence[Step]) -> str:
    """Differs when something else would happen."""
    said = repr([(step.fate, step.key, step.title, step.fields["block"], step.fields["prose"]) for step in steps])
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _into(row: Any, section: Any, texts: Collection[str]) -> Step:
    fields = {name: getattr(row, name) for name in COPIED}
    if section is None:
        return Step("added", fields)
    notes = [f"It was called “{section.title}”."] if section.title != row.title else []
    if section.key in texts and section.prose and not row.prose:
        fields["prose"] = True
        notes.append("The version has no text here; what is written stays.")
    if section.required != row.required:
        notes.append("It becomes required." if row.required else "It becomes optional.")
    if section.block != row.block and row.block:
        notes.append(f"It shows rows: {_label(row.block)}.")
    return Step("kept", fields, tuple(notes))


def _gone(section: Any, lost: str, texts: Collection[str]) -> Step:
    fields = {name: getattr(section, name) for name in COPIED} | {"required": False, "most_words": None, "guidance": ""}
    if section.key in texts or lost:
        prose = section.prose and (section.key in texts or not lost)
        fields |= {"block": lost, "prose": prose}
        return Step("left", fields, ("The version has no such section; nothing in it is lost.",))
    return Step("removed", fields)


def _rows_of(block: str, taken: Collection[str]) -> Step:
    """Rows that their old section no longer shows."""
    key = next(key for key in (f"{block}_rows", *(f"{block}_rows_{n}" for n in range(2, 99))) if key not in taken)
    fields = {"key": key, "title": _label(block), "block": block, "prose": False}
    fields |= {"required": False, "most_words": None, "guidance": ""}
    return Step("left", fields, ("The version shows these rows nowhere; they stay.",))


def _label(block: str) -> str:
    return str(TemplateSection.Block(block).label)
