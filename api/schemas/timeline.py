from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from api.schemas.common import LEFT_OUT, Address, Given, Line, Moment

EntryKind = Literal[
    "detection", "alert", "observation", "hypothesis", "decision",
    "action", "communication", "escalation", "change", "recovery",
]  # fmt: skip
Source = Literal["", "chat", "pager", "log", "metrics", "deploy", "review", "call", "mail", "status", "person"]
Certainty = Literal["evidenced", "recalled", "inferred"]
Milestone = Literal["", "started", "detected", "engaged", "understood", "fix_decided", "restored", "resolved"]
Said = Annotated[str, StringConstraints(min_length=1, max_length=2_000, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
Longer = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00]*$")]


class Entry(Schema):
    id: int
    at: Moment
    kind: EntryKind
    text: str = Field(description="Short Markdown.")
    who: str
    told: str
    source: Source
    certainty: Certainty
    starred: bool
    milestone: Milestone
    evidence_label: str
    evidence_url: str
    known: str
    options: str
    missing: str
    version: int


class Timeline(Schema):
    """All entries, in the order of their times."""

    items: list[Entry]


class NewEntry(Given):
    at: Moment
    text: Said
    kind: EntryKind = "observation"
    who: Line = ""
    told: Line = ""
    source: Source = ""
    certainty: Certainty = "evidenced"
    starred: bool = False
    milestone: Milestone = ""
    evidence_label: Line = Field("", max_length=120)
    evidence_url: Address = ""
    known: Longer = ""
    options: Longer = ""
    missing: Longer = ""


class EntryChange(Given):
    """Members that are left out stay as they are."""

    at: Moment = LEFT_OUT
    text: Said = LEFT_OUT
    kind: EntryKind = LEFT_OUT
    who: Line = LEFT_OUT
    told: Line = LEFT_OUT
    source: Source = LEFT_OUT
    certainty: Certainty = LEFT_OUT
    starred: bool = LEFT_OUT
    milestone: Milestone = LEFT_OUT
    evidence_label: Line = Field(LEFT_OUT, max_length=120)
    evidence_url: Address = LEFT_OUT
    known: Longer = LEFT_OUT
    options: Longer = LEFT_OUT
    missing: Longer = LEFT_OUT
