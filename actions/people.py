"""The people and teams that rows of a list name: each is read once, however many rows name it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import prefetch_related_objects

from accounts.models import Team, User
from actions.models import Action


def attach(actions: Sequence[Action], teams: Sequence[Team] = ()) -> None:
    """Sets owner, team, and the team's lead and manager; `teams` are those at hand. One query, or two or three."""
    known = {team.pk: team for team in teams}
    if missing := {action.team_id for action in actions if action.team_id} - set(known):
        known |= Team.objects.in_bulk(missing)
    named = [known[action.team_id] for action in actions if action.team_id]
    wanted = {action.owner_id for action in actions}
    wanted |= {key for team in named for key in (team.lead_id, team.manager_id)}
    people = User.objects.in_bulk(wanted - {None})
    for team in named:
        team.lead, team.manager = people.get(team.lead_id or 0), people.get(team.manager_id or 0)
    for action in actions:
        action.owner, action.team = people.get(action.owner_id or 0), known.get(action.team_id or 0)
    _load_incidents(actions)


def _load_incidents(actions: Sequence[Action]) -> None:
    """The teams of those whose action has none of its own: rights follow the incident's then."""
    incidents = [action.incident for action in actions if action.team_id is None and action.incident is not None]
    if incidents:
        prefetch_related_objects(incidents, "teams", "services")
