from __future__ import annotations

from django.db import transaction

from accounts import policy
from accounts.models import User
from actions.models import Action
from activity.notify import Telling
from activity.record import record
from incidents.models import Incident
from kit import clock
from kit.errors import Refused
from learning.models import Echo


@transaction.atomic
def call_again(earlier: Action, *, by: User, later: Action | None = None, incident: Incident | None = None) -> Echo:
    """Say that an action promised before is called for again, by an incident or by a later action.

    Its owner is told. Saying it twice is saying it once. The caller made sure that `by` can see both ends.
    """
    policy.require("actions.create", by)
    if (later is None) == (incident is None):
        raise TypeError("call_again() takes a later action or an incident")
    if later is not None and later.pk == earlier.pk:
        raise Refused("An action is not its own earlier promise.")
    earlier = Action.objects.select_related("owner", "incident").get(pk=Action.objects.locked(earlier.pk).pk)
    if earlier.state == Action.State.DONE:
        raise Refused(f"{earlier.code} is done. If it did not help, open it again and say why.")
    if incident is not None and earlier.incident_id == incident.pk:
        raise Refused(f"{earlier.code} is an action of {incident.reference} already.")
    given = {"earlier": earlier, "later": later, "incident": incident}
    echo, is_new = Echo.objects.get_or_create(**given, defaults={"by": by, "at": clock.now()})
    if is_new:
        record(
            "action.called_again",
            earlier,
            by=by,
            data={"state": earlier.state},
            notify=[Telling("action_called_again", to=[earlier.owner] if earlier.owner else [])],
        )
    return echo
