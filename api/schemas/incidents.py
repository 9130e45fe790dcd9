from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from api.schemas.common import LEFT_OUT, Given, Line, Moment, PageOf, Person, Required, Slug, Text, Whole

Severity = Literal["sev1", "sev2", "sev3", "sev4"]
Status = Literal["open", "mitigated", "resolved"]
Kind = Literal["outage", "degradation", "data_loss", "security", "near_miss", "recurring", "planned_change", "other"]
Visibility = Literal["organisation", "team", "restricted"]


class IncidentRow(Schema):
    reference: str
    title: str
    severity: Severity
    status: Status
    kind: Kind
    visibility: Visibility
    started_at: Moment
    resolved_at: Moment | None
    changed_at: Moment
    services: list[str] = Field(description="Slugs.")
    teams: list[str] = Field(description="Slugs.")
    page: str = Field(description="Where people read it.")


class Incidents(PageOf):
    items: list[IncidentRow]


class Milestones(Schema):
    """When what happened; null while unknown."""

    started: Moment | None = None
    detected: Moment | None = None
    engaged: Moment | None = None
    understood: Moment | None = None
    fix_decided: Moment | None = None
    restored: Moment | None = None
    resolved: Moment | None = None


class Listed(Person):
    role: str


class Incident(IncidentRow):
    summary: str
    proactive: bool
    milestones: Milestones
    people: list[Listed]
    tags: list[str]
    users_percent: float | None
    users_affected: int | None
    detected_by: str
    trigger: str
    decision: Literal["", "full", "light", "none"]
    write_up: str | None = Field(description="Address of its write-up in this API; null while there is none.")
    version: int


class NewIncident(Given):
    title: Required
    severity: Severity
    started_at: Moment
    kind: Kind = "outage"
    visibility: Visibility = "organisation"
    summary: Text = Field("", max_length=5_000)
    services: list[Slug] = Field(default_factory=list, max_length=50)
    teams: list[Slug] = Field(default_factory=list, max_length=50)
    detected_by: Line = Field("", max_length=120)
    trigger: Line = ""
    users_percent: float | None = Field(None, ge=0, le=100)
    users_affected: Whole | None = None


class IncidentChange(Given):
    """Members that are left out stay as they are."""

    title: Required = LEFT_OUT
    summary: Text = Field(LEFT_OUT, max_length=5_000)
    kind: Kind = LEFT_OUT
    severity: Severity = LEFT_OUT
    status: Status = Field(LEFT_OUT, description="Back to open needs a reason.")
    reason: Text = Field("", max_length=2_000, description="Why it is open again, or why the severity changed.")
    services: list[Slug] = Field(LEFT_OUT, max_length=50)
    teams: list[Slug] = Field(LEFT_OUT, max_length=50)
    detected_by: Line = Field(LEFT_OUT, max_length=120)
    trigger: Line = LEFT_OUT
    users_percent: float | None = Field(None, ge=0, le=100)
    users_affected: Whole | None = None
    milestones: MilestoneChange = LEFT_OUT


class MilestoneChange(Given):
    """Null clears a milestone; one that is left out stays."""

    started: Moment | None = None
    detected: Moment | None = None
    engaged: Moment | None = None
    understood: Moment | None = None
    fix_decided: Moment | None = None
    restored: Moment | None = None
    resolved: Moment | None = None


IncidentChange.model_rebuild()
