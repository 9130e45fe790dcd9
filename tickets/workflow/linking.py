from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts import policy
from accounts.models import User
from actions.models import Action
from activity.record import record
from kit import clock
from kit.errors import Refused
from tickets.models import Ticket, Tracker
from tickets.workflow.wanting import want

CLOSED = "A ticket would show it to people who may not know of its incident."


@transaction.atomic
def make(action: Action, *, by: User, tracker: Tracker) -> Ticket:
    """Have a ticket made for it, a moment later. Tried again, it is found by its label and not made twice."""
    return _linked(action, by=by, tracker=tracker, key="")


@transaction.atomic
def link(action: Action, *, by: User, tracker: Tracker, key: str) -> Ticket:
    """Tie it to a ticket that is there. What was promised here holds there from now on."""
    key = key.strip().rsplit("/", 1)[-1].upper()
    if not key:
        raise Refused("Give the ticket's key, for example PROJ-12.")
    return _linked(action, by=by, tracker=tracker, key=f"#{key}" if key.isdigit() else key)


def _linked(action: Action, *, by: User, tracker: Tracker, key: str) -> Ticket:
    policy.require("tickets.link", by, action)
    action = Action.objects.locked(action.pk)
    if not action.is_open_to_all:
        raise Refused(CLOSED)
    if tracker.removed_at is not None or tracker.paused_at is not None:
        raise Refused(f"{tracker.name} takes no new tickets at the moment.")
    if Ticket.objects.kept().filter(action=action).exists():
        raise Refused(f"{action.code} has a ticket already. Unlink it first.")
    try:
        with transaction.atomic():
            ticket = Ticket.objects.create(action=action, tracker=tracker, key=key, linked_by=by, linked_at=clock.now())
    except IntegrityError:
        raise Refused(f"{key} belongs to another action already.")
    record("ticket.linked", ticket, by=by, data={"key": key, "tracker": tracker.name})
    want(ticket)
    return ticket


@transaction.atomic
def unlink(ticket: Ticket, *, by: User) -> Ticket:
    """The two go their own ways; the ticket stays as it is there."""
    policy.require("tickets.link", by, ticket.action)
    ticket = Ticket.objects.locked(ticket.pk)
    if ticket.unlinked_at is None:
        ticket.unlinked_at, ticket.wanted_at = clock.now(), None
        ticket.save(update_fields=["unlinked_at", "wanted_at"])
        record("ticket.unlinked", ticket, by=by, data={"key": ticket.key})
    return ticket


@transaction.atomic
def look_again(ticket: Ticket, *, by: User) -> Ticket:
    """Compare now, whatever pause it was in. One that is being made keeps its pause: it could be made twice."""
    policy.require("tickets.link", by, ticket.action)
    Ticket.objects.filter(pk=ticket.pk).exclude(key="").update(attempts=0, held_until=None)
    want(ticket)
    return ticket
