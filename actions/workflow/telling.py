"""Who hears of what happens to an action."""

from __future__ import annotations

from typing import Any

from actions.models import Action
from activity.notify import Telling
from activity.workflow import followers


def circle(action: Action) -> list[Any]:
    """Owner, tech lead, engineering manager and whoever follows it or its incident."""
    team = action.team
    people = [action.owner, team.lead if team else None, team.manager if team else None, *followers(action)]
    if action.incident is not None:
        people += followers(action.incident)
    return [person for person in people if person is not None]


def closed(action: Action) -> Telling:
    return Telling("action_closed", to=[*circle(action), action.created_by], data={"state": action.state})
