from __future__ import annotations

from django.db import transaction

from accounts.models import User
from actions.models import Action
from actions.workflow.keeping import keep
from actions.workflow.winding import wind
from activity.record import record
from incidents.models import Incident
from kit import clock
from kit.errors import Refused


@transaction.atomic
def start_clocks(incident: Incident, *, by: User | None) -> list[Action]:
    """Let the ladder count for the incident's open actions whose clock stands: their write-up is published.

    The verb that publishes has asked the policy. Raises Refused, naming each, while one has no owner or no deadline.
    """
    rows = Action.objects.select_related("owner", "team", "incident").select_for_update(of=("self",))
    waiting = list(rows.open().filter(incident=incident, clock_started_at__isnull=True).order_by("pk"))
    missing = [
        f"{action.code} has no {'owner' if action.owner is None else 'deadline'}."
        for action in waiting
        if action.owner is None or action.due_on is None
    ]
    if missing:
        raise Refused(missing)
    for action in waiting:
        action.clock_started_at = clock.now()
        keep(action)
        record("action.clock_started", action, by=by)
    return waiting


@transaction.atomic
def rewind_owned(user: User) -> int:
    """Set the next rungs of a person's actions anew, after their time zone or working days changed."""
    rows = Action.objects.select_for_update(of=("self",)).select_related("owner")
    owned = list(rows.running().filter(owner=user).order_by("pk"))
    for action in owned:
        wind(action)
    Action.objects.bulk_update(owned, ["next_step_at"], batch_size=500)
    return len(owned)
