from __future__ import annotations

from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import Field, StringConstraints

from accounts.models import Team, User
from accounts.request import Request
from api.authentication import Bearer
from api.models import Token
from api.schemas import others
from api.schemas.common import Line
from api.showing.addresses import page
from incidents.models import Incident, Service
from library.search import Wanted, find
from library.shown import unmarked

router = Router(tags=["Around"])
READ, SEARCH = Bearer("incidents:read"), Bearer("search:read")
Words = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")]


class Turning(Schema):
    page: Annotated[int, Field(ge=1, le=100)] = 1


@router.get("/me", response=others.Oneself, auth=Bearer(), url_name="me")
def read_oneself(request: Request) -> Any:
    """Who the token acts for, and what it may be used for."""
    user: Any = request.user
    token: Token = vars(request)["token"]
    who = {"handle": user.handle, "name": user.name, "role": user.role}
    return who | {"token": token.name, "scopes": token.scopes, "expires_at": token.expires_at}


@router.get("/services", response=others.Services, auth=READ, url_name="services")
def list_services(request: Request) -> Any:
    rows = Service.objects.visible_to(request.user).current().select_related("team").order_by("slug")
    names = ("slug", "name", "tier", "description")
    return {"items": [{name: getattr(row, name) for name in names} | {"team": row.team.slug} for row in rows]}


@router.get("/teams", response=others.Teams, auth=READ, url_name="teams")
def list_teams(request: Request) -> Any:
    rows = Team.objects.visible_to(request.user).open().select_related("lead", "manager").order_by("slug")
    return {
        "items": [
            {name: getattr(row, name) for name in ("slug", "name", "purpose")}
            | {"lead": row.lead.handle if row.lead else None, "manager": row.manager.handle if row.manager else None}
            for row in rows
        ]
    }


@router.get("/people", response=others.People, auth=READ, url_name="people")
def list_people(request: Request, q: Line = "") -> Any:
    rows = User.objects.visible_to(request.user).active().matching(q).by_handle()[:100]
    return {"items": [{"handle": row.handle, "name": row.name} for row in rows]}


@router.get("/search", response=others.Hits, auth=SEARCH, url_name="search")
def search(request: Request, q: Words, asked: Query[Turning]) -> Any:
    """As the library searches: phrases in quotation marks, best first, 20 a page."""
    user: Any = request.user
    result = find(user, Wanted(typed=q, page=asked.page))
    rows = Incident.objects.visible_to(user).filter(pk__in=[hit.incident_id for hit in result.hits])
    pages = {row.pk: page(getattr(row, "postmortem", row)) for row in rows.select_related("postmortem")}
    items = [_hit(hit, pages[hit.incident_id]) for hit in result.hits if hit.incident_id in pages]
    return {
        "count": result.count,
        "items": items,
        "next": asked.page + 1 if result.has_more and asked.page < 100 else None,
    }


def _hit(hit: Any, address: str) -> dict[str, Any]:
    places = [
        {
            "label": place.label,
            "text": unmarked(place.text),
            "page": f"{address}#{place.anchor}" if place.anchor else address,
        }
        for place in hit.places
    ]
    return {"reference": f"INC-{hit.number}", "title": unmarked(hit.title), "places": places, "page": address}
