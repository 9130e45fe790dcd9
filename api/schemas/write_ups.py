from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field, StringConstraints

from api.schemas.common import Given, Moment, PageOf, Person

WriteUpState = Literal["draft", "in_review", "changes_requested", "approved", "published", "amending"]
Body = Annotated[str, StringConstraints(max_length=100_000, pattern=r"^[^\x00]*$")]


class WriteUpRow(Schema):
    reference: str = Field(description="Of its incident.")
    title: str
    state: WriteUpState
    started_at: Moment
    published_at: Moment | None
    changed_at: Moment
    page: str = Field(description="Where people read it.")


class WriteUps(PageOf):
    items: list[WriteUpRow]


class SectionRow(Schema):
    key: str
    title: str
    required: bool
    prose: bool = Field(description="False: it shows rows, and has no text of its own.")
    version: int


class Section(SectionRow):
    body: str = Field(description="Markdown, as it stands now.")
    guidance: str


class WriteUp(WriteUpRow):
    template: str
    authors: list[Person]
    reviewers: list[Person]
    executive_summary: str = Field(description="As published; empty before.")
    sections: list[Section]
    version: int


class NewWriteUp(Given):
    reason: Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00]*$")] = Field(
        "", description="Needed when it was decided that there is to be none."
    )


class SectionText(Given):
    body: Body
    base: Body | None = Field(
        None,
        description="The text that was edited. What differs from it is put into the text as it is now, beside what "
        "others type meanwhile. Left out, If-Match must name the version that was read.",
    )
