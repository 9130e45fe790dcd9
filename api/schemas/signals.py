from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from api.schemas.common import Moment, PageOf


class Signal(Schema):
    """One thing that a sender said happened: as it came, for good."""

    id: int
    at: Moment = Field(description="By our clock: the sender's time, corrected by what its clock is off.")
    said_at: Moment | None = Field(description="By the sender's clock.")
    received_at: Moment
    source: str
    sender: str = Field(description="Which tool it is, for example “pagerduty”.")
    kind: Literal["alert", "deploy", "run", "ticket", "status"]
    state: str = Field(description="For example “firing”, “resolved”, “succeeded”.")
    severity: Literal["", "info", "warning", "error", "critical"]
    title: str
    text: str
    who: str
    url: str
    service: str | None = Field(description="Slug, where it is about one we know.")
    about: str = Field(description="Shared by all signals of one alert.")
    entries: list[int] = Field(description="Entries of the timeline that cite it.")


class Signals(PageOf):
    items: list[Signal]
