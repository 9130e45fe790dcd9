from __future__ import annotations

from collections.abc import Sequence

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
def start_clocks(incident: Incident, *, by: User | None, whole: bool = True) -> list[Action]:
    """Let the ladder count for the incident's open actions whose clock stands: their write-up is published.

    The verb that publishes has asked the policy. Raises Refused, naming each, while one has no owner or no deadline;
    with `whole=False` those are left waiting.
    """
    rows = Action.objects.select_related("owner", "team", "incident").select_for_update(of=("self",))
    waiting = list(rows.open().filter(incident=incident, clock_started_at__isnull=True).order_by("pk"))
    ready = [action for action in waiting if action.owner is not None and action.due_on is not None]
    missing = [action for action in waiting if action not in ready]
    if whole and missing:
        raise Refused([f"{each.code} has no {'deadline' if each.owner else 'owner'}." for each in missing])
    for action in ready:
        action.clock_started_at = clock.now()
        keep(action)
        record("action.clock_started", action, by=by)
    return ready


@transaction.atomic
def rewind_owned(people: Sequence[int]) -> int:
    """Set the next rungs of these people's actions anew, after their time zone, working days or days off changed."""
    rows = Action.objects.select_for_update(of=("self",)).select_related("owner")
    owned = list(rows.running().filter(owner__in=people).order_by("pk"))
    for action in owned:
        wind(action)
    Action.objects.bulk_update(owned, ["next_step_at"], batch_size=500)
    return len(owned)
