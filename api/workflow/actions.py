from __future__ import annotations

from typing import Any

from accounts.models import User
from actions import workflow
from actions.models import Action
from api import lookups


def change_action(action: Action, *, by: User, version: int, given: dict[str, Any]) -> Action:
    """`given` holds the members of api.schemas.actions.ActionChange that were sent. Raises Stale."""
    given = dict(given)
    if "owner" in given:
        given["owner"] = lookups.person(given["owner"])
    if "team" in given:
        given["team"] = lookups.team(given["team"], by)
    return workflow.edit(action, by=by, version=version, **given)
