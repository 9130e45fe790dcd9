"""Types that several descriptions share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, StringConstraints

# PostgreSQL keeps every character but this one.
NO_NUL = r"^[^\x00]*$"

Text = Annotated[str, StringConstraints(max_length=10_000, pattern=NO_NUL)]
Line = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Required = Annotated[
    str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*[^\x00-\x20][^\x00-\x1f]*$")
]
Slug = Annotated[str, StringConstraints(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]
Handle = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,38}$")]
Address = Annotated[str, StringConstraints(max_length=1_000, pattern=r"^(https?://[^\s\x00]+)?$")]
Whole = Annotated[int, Field(ge=0, le=2_147_483_647)]


# The default of a member that may be left out of a change, but is never null.
LEFT_OUT: Any = None


class Given(Schema):
    """What is sent: a member nobody knows is a mistake that is better told than passed over."""

    model_config = ConfigDict(extra="forbid")


class Person(Schema):
    handle: str
    name: str


class PageOf(Schema):
    next: str | None = Field(None, description="Cursor of the next page; null on the last.")


def in_utc(at: datetime) -> datetime:
    """What lies beyond the first or the last year when it is turned into UTC stands for that end of time."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        return datetime(9999, 12, 31, tzinfo=UTC) if at.year > 5_000 else datetime(1, 1, 1, tzinfo=UTC)


Moment = Annotated[AwareDatetime, AfterValidator(in_utc)]
