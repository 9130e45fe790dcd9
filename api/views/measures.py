from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.http import Http404, QueryDict
from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from accounts.request import Request
from api import lookups
from api.authentication import Bearer
from api.schemas.incidents import Severity
from api.schemas.measures import MeasureInSteps, Measures
from api.showing.measures import asked, in_steps, measure
from insights.page import Page
from kit.errors import Refused

router = Router(tags=["Measures"])
READ = Bearer("measures:read")
Slug = Annotated[str, StringConstraints(max_length=100, pattern=r"^[a-z0-9_-]+$")]
Quarter = Annotated[str, StringConstraints(pattern=r"^20[0-9]{2}-q[1-4]$")]


class Narrowing(Schema):
    period: Literal["12m", "90d", "q"] | Quarter = Field(
        "12m", description="The last 12 months or 90 days, this quarter so far, or a quarter such as “2026-q3”."
    )
    team: Slug | None = Field(None, description="Slug.")
    service: Slug | None = Field(None, description="Slug.")
    severity: Severity | None = None


def counted(request: Request, given: Narrowing) -> Page:
    """A team or service that there is not is told, rather than counted as everything."""
    user: Any = request.user
    try:
        lookups.teams([given.team] if given.team else [], user)
        lookups.services([given.service] if given.service else [], user)
    except Refused as unknown:
        raise Http404(str(unknown)) from unknown
    asked_for = {"p" if name == "period" else name: value for name, value in given.dict(exclude_none=True).items()}
    return Page(user, QueryDict(urlencode(asked_for)), in_detail=True)


@router.get("/measures", response=Measures, auth=READ, url_name="measures")
def list_measures(request: Request, given: Query[Narrowing]) -> Any:
    """Every number of Insights: of the period and of the stretch before. None is about a person."""
    page = counted(request, given)
    return asked(page) | {"items": [measure(shown) for shown in page.shown.values()]}


@router.get("/measures/{key}", response=MeasureInSteps, auth=READ, url_name="measure")
def read_measure(request: Request, key: str, given: Query[Narrowing]) -> Any:
    """One of them, and month by month, or week by week of a shorter period."""
    page = counted(request, given)
    if key not in page.shown:
        raise Http404
    shown = page.shown[key]
    return asked(page) | {"measure": measure(shown), "steps": in_steps(page, shown)}
