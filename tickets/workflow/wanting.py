"""Writing down that a ticket is to be compared, or told something."""

from __future__ import annotations

from django.db import transaction

from actions import ladder
from actions.models import Action
from activity.wake import wake
from kit import clock
from tickets.models import Remark, Ticket

SWEEP = "tickets.tasks.sweep"


def want(*tickets: Ticket) -> None:
    """In the transaction of what was done."""
    if tickets:
        Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets]).update(wanted_at=clock.now())
        wake(SWEEP)


@transaction.atomic
def owe_remarks() -> int:
    """Have tickets of overdue actions told on which rung these stand; answers how many remarks are new.

    Each rung of a deadline has a key of its own, so that it is told once.
    """
    rows = Ticket.objects.kept().filter(action__last_step__startswith="week-", action__closed_at__isnull=True)
    rows = rows.exclude(key="").select_related("action__owner")
    owed = {(ticket.pk, ticket.action.ladder_key(ticket.action.last_step)): ticket for ticket in rows}
    known = set(Remark.objects.filter(ticket__in=[pk for pk, _ in owed]).values_list("ticket", "key"))
    new = [
        Remark(ticket=ticket, key=key, text=said(ticket.action), at=clock.now())
        for (pk, key), ticket in owed.items()
        if (pk, key) not in known
    ]
    Remark.objects.bulk_create(new, ignore_conflicts=True)
    want(*(remark.ticket for remark in new))
    return len(new)


def said(action: Action) -> str:
    week = ladder.step(action.last_step).week
    ask = "Who can help?" if week == 2 else "Is it blocked, or is something else more important?"
    if week >= ladder.DECISION_WEEK:
        ask = "It needs a decision: complete it, give it a new date with a reason, or drop it with a rationale."
    return f"Week {week} overdue in Debrief ({action.code}). {ask}"
