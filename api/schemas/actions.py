from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from api.schemas.common import LEFT_OUT, Address, Given, Handle, Line, Moment, PageOf, Required, Slug, Text

Priority = Literal["high", "medium", "low"]
State = Literal["todo", "in_progress", "done", "dropped"]
Category = Literal["monitoring", "testing", "process", "tooling", "documentation", "training", "architecture"]
Size = Literal["", "small", "medium", "large"]


class ActionRow(Schema):
    code: str
    title: str
    owner: str | None = Field(description="Handle.")
    team: str | None = Field(description="Slug.")
    due_on: date | None
    priority: Priority
    category: Category
    state: State
    blocked: bool
    incident: str | None = Field(description="Reference.")
    changed_at: Moment
    page: str = Field(description="Where people read it.")


class Actions(PageOf):
    items: list[ActionRow]


class Action(ActionRow):
    description: str
    done_when: str
    benefit: str
    effort: Size
    gain: Size
    ticket: str
    ticket_url: str
    evidence: str
    evidence_url: str
    rationale: str
    closed_at: Moment | None
    moved: int = Field(description="How often its deadline was moved.")
    version: int


class NewAction(Given):
    title: Required
    owner: Handle | None = None
    team: Slug | None = None
    due_on: date | None = Field(None, description="Left out, it follows the priority: 14, 30 or 90 days.")
    priority: Priority = "medium"
    category: Category = "process"
    incident: Line | None = Field(None, description="Reference.")
    description: Text = ""
    done_when: Text = Field("", max_length=2_000)
    benefit: Text = Field("", max_length=300)
    effort: Size = ""
    gain: Size = ""
    ticket: Line = Field("", max_length=40)
    ticket_url: Address = ""


class ActionChange(Given):
    """Members that are left out stay as they are."""

    title: Required = LEFT_OUT
    owner: Handle | None = None
    team: Slug | None = None
    due_on: date | None = None
    priority: Priority = LEFT_OUT
    category: Category = LEFT_OUT
    description: Text = LEFT_OUT
    done_when: Text = Field(LEFT_OUT, max_length=2_000)
    benefit: Text = Field(LEFT_OUT, max_length=300)
    effort: Size = LEFT_OUT
    gain: Size = LEFT_OUT
    ticket: Line = Field(LEFT_OUT, max_length=40)
    ticket_url: Address = LEFT_OUT
    reason: Text = Field("", max_length=2_000, description="Why the deadline or the priority changes.")


class Update(Given):
    """How it goes."""

    text: Text = Field(min_length=1, max_length=2_000)
    state: Literal["todo", "in_progress"] | None = None
    blocked: bool | None = None


class Completion(Given):
    """How it can be seen that it is done: at least one of both."""

    evidence: Text = Field("", max_length=2_000)
    evidence_url: Address = ""


class Dropping(Given):
    rationale: Text = Field(min_length=1, max_length=2_000)


class Reopening(Given):
    reason: Text = Field(min_length=1, max_length=2_000)
    due_on: date | None = None
