"""Actions as tests need them, made by the verbs."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from actions import workflow
from actions.models import Action
from kit import clock
from tests.cast import Cast

# A Monday; the deadline of the builder's actions is 14 days later, a Monday as well.
PROMISED = datetime(2025, 11, 10, 10, 0, tzinfo=UTC)
DUE = date(2025, 11, 24)


def an_action(cast: Cast, **details: Any) -> Action:
    """Promised on 10 Nov 2025, due on the 24th, owned by bob, of Payments, its clock running."""
    given: dict[str, Any] = {
        "by": cast.alice,
        "title": "Alert on pool usage at 70% and 85%",
        "owner": cast.bob,
        "due_on": DUE,
        "priority": "high",
    }
    with clock.at(details.pop("promised_at", PROMISED)):
        return workflow.create(**{**given, **details})


def days_late(days: int, hour: int = 12) -> datetime:
    """So many days after the deadline of these actions."""
    return datetime(DUE.year, DUE.month, DUE.day, hour, tzinfo=UTC) + timedelta(days=days)
