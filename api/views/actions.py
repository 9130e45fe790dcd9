from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from accounts import policy
from accounts.guards import found
from accounts.request import Request
from actions import workflow
from actions.models import Action
from api import lookups, versions
from api import workflow as together
from api.authentication import Bearer
from api.paging import Paged, page
from api.schemas.actions import Action as Shown
from api.schemas.actions import (
    ActionChange,
    Actions,
    Category,
    Completion,
    Dropping,
    NewAction,
    Priority,
    Reopening,
    State,
    Update,
)
from api.schemas.common import Line
from api.showing.actions import action_row, action_whole
from api.showing.addresses import resource
from incidents.references import number_of

router = Router(tags=["Actions"])
READ, WRITE = Bearer("actions:read"), Bearer("actions:write")
ORDER = ("-number",)


class Narrowing(Schema):
    state: State | None = None
    open: bool | None = Field(None, description="To do and in progress, or closed.")
    owner: Line | None = Field(None, description="Handle.")
    team: Line | None = Field(None, description="Slug.")
    priority: Priority | None = None
    category: Category | None = None
    incident: Line | None = Field(None, description="Reference.")


def the_action(request: Request, code: str, verb: str = "") -> Action:
    """By its code, such as ACT-7."""
    prefix, _, number = code.partition("-")
    if prefix.upper() != "ACT" or not (number.isascii() and number.isdigit()):
        raise Http404
    rows = Action.objects.with_list_data()
    action: Action = found(request, rows, verb, number=int(number))
    return action


def whole(request: Request, action: Action) -> dict[str, Any]:
    row = the_action(request, action.code)
    versions.show(request, row)
    return action_whole(row)


@router.get("/actions", response=Actions, auth=READ, url_name="actions")
def list_actions(request: Request, asked: Query[Narrowing], paging: Paged) -> Any:
    """Newest first."""
    rows = Action.objects.visible_to(request.user).select_related("owner", "team", "incident")
    names = {"state": "state", "owner": "owner__handle", "team": "team__slug", "priority": "priority"}
    given = asked.dict(exclude_none=True)
    rows = rows.filter(**{names.get(name, name): given[name] for name in given if name not in ("open", "incident")})
    if "open" in given:
        rows = rows.open() if given["open"] else rows.closed()
    if "incident" in given:
        rows = rows.filter(incident__number=number_of(given["incident"]) or 0)
    return page(rows, ORDER, paging, action_row)


@router.post("/actions", response={201: Shown}, auth=WRITE, url_name="actions")
def create_action(request: Request, response: HttpResponse, given: NewAction) -> Any:
    """Its clock runs at once, unless a write-up of its incident is to come. A running action needs an owner."""
    user: Any = request.user
    policy.require("actions.create", user)
    details = given.dict()
    details["owner"] = lookups.person(given.owner)
    details["team"] = lookups.team(given.team, user)
    details["incident"] = lookups.incident(given.incident, user)
    action = workflow.create(by=user, source="incident" if given.incident else "alone", **details)
    response["Location"] = resource("action", action.code)
    return Status(201, whole(request, action))


@router.get("/actions/{code}", response=Shown, auth=READ, url_name="action")
def read_action(request: Request, code: str) -> Any:
    return whole(request, the_action(request, code))


@router.patch("/actions/{code}", response=Shown, auth=WRITE, url_name="action")
def change_action(request: Request, code: str, given: ActionChange) -> Any:
    """Another deadline or priority needs a reason while its clock runs; a moved deadline is counted."""
    action = the_action(request, code, "actions.edit")
    sent = given.dict(exclude_unset=True)
    together.change_action(action, by=request.user, version=versions.named(request), given=sent)
    return whole(request, action)


@router.post("/actions/{code}/updates", response={201: Shown}, auth=WRITE, url_name="action_updates")
def say_how_it_goes(request: Request, code: str, given: Update) -> Any:
    action = the_action(request, code, "actions.update")
    blocked = action.blocked if given.blocked is None else given.blocked
    workflow.log_update(action, by=request.user, text=given.text, blocked=blocked, state=given.state)
    return Status(201, whole(request, action))


@router.post("/actions/{code}/complete", response=Shown, auth=WRITE, url_name="complete_action")
def complete_action(request: Request, code: str, given: Completion) -> Any:
    action = the_action(request, code, "actions.complete")
    workflow.complete(action, by=request.user, **given.dict())
    return whole(request, action)


@router.post("/actions/{code}/drop", response=Shown, auth=WRITE, url_name="drop_action")
def drop_action(request: Request, code: str, given: Dropping) -> Any:
    action = the_action(request, code, "actions.decide")
    workflow.drop(action, by=request.user, rationale=given.rationale)
    return whole(request, action)


@router.post("/actions/{code}/reopen", response=Shown, auth=WRITE, url_name="reopen_action")
def reopen_action(request: Request, code: str, given: Reopening) -> Any:
    action = the_action(request, code, "actions.reopen")
    workflow.reopen(action, by=request.user, reason=given.reason, due_on=given.due_on)
    return whole(request, action)
