"""Which chat rooms hear of what: the rooms of the teams involved."""

from __future__ import annotations

from typing import Any

from accounts.models import Team
from activity import announcing


def of_incident(subject: Any) -> list[str]:
    """Of a write-up or a meeting: those of the teams involved in its incident."""
    teams = Team.objects.filter(pk__in=subject.incident.involved_team_ids)
    return list(teams.values_list("slug", flat=True))


def register() -> None:
    announcing.register("postmortem.published", "published", of_incident)
    announcing.register("meeting.called", "meeting_called", of_incident)
    announcing.register("meeting.moved", "meeting_moved", of_incident)
    announcing.register("meeting.cancelled", "meeting_cancelled", of_incident)
    announcing.register("meeting.started", "meeting_started", of_incident)
    announcing.register("meeting.ended", "meeting_summary", of_incident)
