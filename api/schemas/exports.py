from __future__ import annotations

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from api.schemas.common import Given, Line, Moment

Format = Literal["markdown", "json", "html", "pdf"]


class NewExport(Given):
    format: Format
    write_ups: Annotated[list[Line], Field(min_length=1, max_length=500)] = Field(
        description="References of their incidents. Of PDF, up to 20."
    )
    with_comments: bool = Field(False, description="With comments and approvals; not in Markdown.")


class Export(Schema):
    """A file that is being made, or is there for a day."""

    id: int
    format: Format
    state: Literal["waiting", "done", "failed"]
    problem: str
    write_ups: int
    written: int = Field(description="How many of them are in it so far.")
    file: str | None = Field(description="Where to fetch it, once it is done.")
    size: int
    expires_at: Moment
