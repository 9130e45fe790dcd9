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
from api.showing.addresses import absolute
from incidents.models import Service
from library.marking import unmarked
from library.search import Wanted, find
from library.shown import Result, results

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
    found = find(user, Wanted(typed=q, number=asked.page))
    return {
        "count": found.count,
        "items": [_hit(result) for result in results(found.keys, q, user)],
        "next": asked.page + 1 if found.page.older and asked.page < 100 else None,
    }


def _hit(result: Result) -> dict[str, Any]:
    places = [
        {"label": each.label, "text": unmarked(each.html), "page": absolute(each.href)} for each in result.quotations
    ]
    title, address = unmarked(result.title), absolute(result.href)
    return {"reference": result.card.reference, "title": title, "places": places, "page": address}
