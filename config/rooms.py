"""Which chat rooms hear of what: the rooms of the teams involved."""

from __future__ import annotations

from typing import Any

from accounts.models import Team
from activity import announcing


def of_write_up(postmortem: Any) -> list[str]:
    teams = Team.objects.filter(pk__in=postmortem.incident.involved_team_ids)
    return list(teams.values_list("slug", flat=True))


def register() -> None:
    announcing.register("postmortem.published", "published", of_write_up)
