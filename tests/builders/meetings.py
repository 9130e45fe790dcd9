"""Review meetings as tests need them, made by the verbs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from incidents.models import Incident
from kit import clock
from meetings import workflow
from meetings.models import Meeting
from tests.builders.incidents import a_resolved_incident
from tests.cast import Cast


def tomorrow(hour: int = 10) -> datetime:
    return (clock.now() + timedelta(days=1)).astimezone(UTC).replace(hour=hour, minute=0, second=0, microsecond=0)


def a_meeting(cast: Cast, incident: Incident | None = None, **details: Any) -> Meeting:
    """Alice calls it for tomorrow at ten: Erin facilitates, Bob takes notes, both and Alice come."""
    given: dict[str, Any] = {
        "by": cast.alice,
        "starts_at": tomorrow(),
        "minutes": 75,
        "facilitator": cast.erin,
        "note_taker": cast.bob,
        "people": [cast.alice],
    }
    return workflow.schedule(incident or a_resolved_incident(cast), **{**given, **details})
